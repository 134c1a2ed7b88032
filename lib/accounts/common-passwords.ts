// Stems and endings that fill every list of leaked secrets. Together they stand for tens of thousands of lines.
const STEMS =
  "password passwort senha contrasena secret segredo qwerty qwertz azerty asdfgh zxcvbn letmein welcome bemvindo iloveyou teamo monkey dragon football futebol baseball superman batman princess princesa sunshine master shadow michael jordan jesus amor brasil brazil flamengo corinthians palmeiras saopaulo vasco gremio login admin administrator root user usuario test teste guest mailee abc abcd abcdef abcdefghij qazwsx".split(
    " ",
  );
const ROW = "qwertyuiop asdfghjkl zxcvbnm 01234567890123456789 09876543210987654321 abcdefghijklmnopqrstuvwxyz".split(
  " ",
);

/** True for a secret that guessers try first: a well-known word with the usual dressing, one sign repeated, or a run of neighbouring keys. */
export function isCommonPassword(password: string): boolean {
  const plain = password
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f\s]/g, "");
  const letters = plain
    .replace(/[^a-z]+$/, "") // a year at the end is no letter in disguise
    .replace(/[@4]/g, "a")
    .replace(/0/g, "o")
    .replace(/[1!|]/g, "i")
    .replace(/3/g, "e")
    .replace(/[$5]/g, "s");
  if (new Set(plain).size <= 3) return true;
  if (ROW.some((row) => row.includes(plain) || (row + row).includes(plain))) return true;
  return [plain, letters].some((text) => STEMS.some((stem) => isDressed(text, stem)));
}

// The word once or more, then only digits and signs, or the other way round.
function isDressed(text: string, stem: string): boolean {
  const rest = text.replaceAll(stem, "");
  return rest !== text && (/^[^a-z]*$/.test(rest) || rest.length < 3);
}
