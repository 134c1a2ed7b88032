/** A file as Excel writes it in Brazil: semicolons, windows-1252, CRLF, accents, and rows in it that nobody can be made of. */
export function brazilianFile(rows: number): { bytes: Buffer; good: string[]; refused: number } {
  const cities = ["São Paulo", "Maceió", "Brasília", "Florianópolis"];
  const lines = ["E-mail;Nome;Cidade;Observação"];
  const good: string[] = [];
  let refused = 0;
  for (let n = 1; n <= rows; n++) {
    if (n % 200 === 0) {
      refused++;
      lines.push(`endereço sem arroba ${n};José da Conceição;Maceió;`);
      continue;
    }
    const email = `leitor.${n}@amostra.example.com`;
    good.push(email);
    lines.push(
      `${email};Leitora Número ${n};${cities[n % cities.length]};${n % 3 ? "já é cliente" : '"aspas; e ponto e vírgula"'}`,
    );
  }
  return { bytes: Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1"), good, refused };
}
