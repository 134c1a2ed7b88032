/** What people type for a link, as a whole address: "books.example/list" is a page, "ana@example.com" a mailbox. Null when it is neither. */
export function linkAddress(typed: string): string | null {
  const href = typed.trim();
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(href) || /^\{\{[^{}]+\}\}$/.test(href)) return href;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(href)) return `mailto:${href}`;
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$/.test(href) ? `https://${href}` : null;
}
