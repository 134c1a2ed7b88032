const LONGEST = 6_000;
const LETTERS: Record<string, string> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  ı: "i",
  æ: "ae",
  đ: "d",
  "’": "'",
  "‘": "'",
  "`": "'",
  "´": "'",
};

/** Text as the rules read it: lower case, without the marks of Latin and Greek letters, spaces as one, addresses taken out, bounded in length. */
export function fold(text: string): string {
  return (
    plainLetters(text.slice(0, LONGEST))
      .replace(/\b5\d\d[- ](?=5\d\d)/g, "")
      .replace(/[^\s<>()[\]"',;:]{1,64}@[\w.-]{1,255}/g, "addr")
      .replace(/\s+/g, " ")
      // Gmail begins each report with this, whatever the other server said.
      .replaceAll("but it was rejected by the recipient domain.", "but it came back.")
      .trim()
  );
}

/** The same letters without case and marks. */
export function plainLetters(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu, "$1")
    .normalize("NFC")
    .replace(/[ßøłıæđ’‘`´]/g, (letter) => LETTERS[letter]!);
}
