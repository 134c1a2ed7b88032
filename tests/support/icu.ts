/** Names of the values and tags of an ICU text, each once and sorted: {count}, {count, plural, ...}, <link>. */
export function placeholders(text: string): string[] {
  const tags = [...text.matchAll(/<([a-zA-Z]\w*)>/g)].map((match) => `<${match[1]}>`);
  return [...new Set([...namesIn(text), ...tags])].sort();
}

function namesIn(text: string): string[] {
  return blocks(text).flatMap((block) => {
    const [name = "", kind = ""] = block.split(",", 2).map((part) => part.trim());
    const branches = /^(plural|select|selectordinal)$/.test(kind) ? blocks(block) : [];
    return [name, ...branches.flatMap(namesIn)];
  });
}

/** What stands between the outermost braces of a text. */
function blocks(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of text.matchAll(/[{}]/g)) {
    if (sign === "{" && depth++ === 0) start = index + 1;
    if (sign === "}" && --depth === 0) found.push(text.slice(start, index));
  }
  return found;
}
