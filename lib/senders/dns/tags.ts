/** Read a list of `tag=value` parted by semicolons (RFC 6376 3.2). Null when a part is no such pair, or a tag stands there twice. */
export function readTags(text: string): Map<string, string> | null {
  const tags = new Map<string, string>();
  const parts = text.split(";");
  if (parts.at(-1)?.trim() === "") parts.pop();
  for (const part of parts) {
    const pair = /^\s*([A-Za-z]\w*)\s*=\s*([^;]*?)\s*$/s.exec(part);
    const [, tag = "", value = ""] = pair ?? [];
    if (!pair || tags.has(tag)) return null;
    tags.set(tag, value);
  }
  return tags;
}
