/** Elements without an end. */
export const VOID = new Set(["br", "hr", "img", "col", "meta"]);

/** Elements of the document round the mail, which is written anew. */
export const FRAME = new Set(["html", "head", "body", "title", "meta", "style"]);

/** Elements with an empty line round them in plain text. */
export const PARAGRAPHS = new Set("p h1 h2 h3 h4 h5 h6 blockquote ul ol table hr pre dl".split(" "));

/** Elements on a line of their own in plain text. */
export const LINES = new Set("div tr li center section article header footer address dt dd caption".split(" "));

/** Attributes that hold an address. */
export const ADDRESSES = new Set(["href", "src", "background"]);

/** True for a style that keeps an element from every reader. A style block can do the same unseen by this. */
export function isHidden(style: string | undefined): boolean {
  return /display:none|visibility:hidden|opacity:0(?:\.0*)?(?![.\d])/i.test((style ?? "").replace(/\s+/g, ""));
}
