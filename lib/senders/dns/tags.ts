/** Read a list of `tag=value` parted by semicolons (RFC 6376 3.2). Null when a part is no such pair, or a tag stands there twice. */
export function readTags(text: string): Map<string, string> | null {
  const tags = new Map<string, string>();
  const parts = text.split(";");
  if (parts.at(-1)?.trim() === "") parts.pop();
  for (const part of parts) {
    // Cut and not matched: a pattern that gives blanks back one by one takes seconds for a record of 64 kB.
    const at = part.indexOf("=");
    const tag = part.slice(0, Math.max(at, 0)).trim();
    if (!/^[A-Za-z]\w*$/.test(tag) || tags.has(tag)) return null;
    tags.set(tag, part.slice(at + 1).trim());
  }
  return tags;
}
