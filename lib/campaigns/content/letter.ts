import { pictureWidths, type Block, type Inline, type LetterDocument, type ListItem, type Mark } from "./document";
import { escapeHtml } from "./escape";
import { isControl, parseTemplate, writeTag } from "./merge";

const FONT = "font-family:Georgia,'Times New Roman',serif";
const TEXT = `margin:0 0 16px;${FONT};font-size:17px;line-height:1.6;color:#1c1b19`;
const HEADINGS = {
  1: `margin:8px 0 16px;${FONT};font-size:28px;line-height:1.25;font-weight:700;color:#1c1b19`,
  2: `margin:8px 0 12px;${FONT};font-size:22px;line-height:1.3;font-weight:700;color:#1c1b19`,
  3: `margin:8px 0 8px;${FONT};font-size:18px;line-height:1.4;font-weight:700;color:#1c1b19`,
};
const ELEMENTS = { bold: "strong", italic: "em", underline: "u", strike: "s" };

/** The HTML source of a letter: one column of 600 px, every style inline, merge chips as typed merge fields. */
export function letterHtml(letter: LetterDocument): string {
  return `<body class="paper" style="margin:0;padding:0;background-color:#ffffff"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px"><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px"><tr><td align="left">${blocks(letter.content)}</td></tr></table></td></tr></table></body>`;
}

/** What turns a letter dark where the reader's device is. */
export const letterCss =
  "@media (prefers-color-scheme:dark){.paper{background-color:#1c1b19 !important}.ink{color:#f2efe8 !important}.link{color:#fb923c !important}.faint{color:#b8b2a7 !important}.line{border-color:#4a4741 !important}}";

function blocks(content: Block[]): string {
  return content.map(block).join("");
}

function block(one: Block): string {
  switch (one.type) {
    case "paragraph":
      return controlLine(one.content) ?? `<p class="ink" style="${TEXT}">${line(one.content)}</p>`;
    case "heading":
      return `<h${one.attrs.level} class="ink" style="${HEADINGS[one.attrs.level]}">${line(one.content)}</h${one.attrs.level}>`;
    case "horizontalRule":
      return '<hr class="line" style="margin:24px 0;border:0;border-top:1px solid #d6d1c7">';
    case "image":
      return picture(one.attrs);
    case "blockquote":
      return `<blockquote class="line" style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #d6d1c7">${blocks(one.content)}</blockquote>`;
    case "bulletList":
      return `<ul class="ink" style="margin:0 0 16px;padding:0 0 0 24px;${FONT}">${items(one.content)}</ul>`;
    case "orderedList":
      return `<ol class="ink" start="${one.attrs?.start ?? 1}" style="margin:0 0 16px;padding:0 0 0 24px;${FONT}">${items(one.content)}</ol>`;
  }
}

// The attribute is for Outlook, which knows no max-width.
function picture({ src, alt, width, href }: Extract<Block, { type: "image" }>["attrs"]): string {
  const px = width ?? pictureWidths.most;
  const image = `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}" width="${px}" style="display:block;width:100%;max-width:${px}px;height:auto;border:0">`;
  return `<div style="margin:0 0 16px">${href ? `${anchor(href)}${image}</a>` : image}</div>`;
}

function items(content: ListItem[]): string {
  return content.map((item) => `<li style="margin:0 0 4px">${blocks(item.content)}</li>`).join("");
}

// A condition on a line of its own stands around the blocks that follow, not inside a paragraph.
function controlLine(content: Inline[] | undefined): string | null {
  const typed =
    content
      ?.map((node) => (node.type === "text" ? node.text : "\n"))
      .join("")
      .trim() ?? "";
  const { parts } = parseTemplate(typed);
  return parts.length === 1 && isControl(parts[0]!) ? escapeHtml(typed) : null;
}

// An empty paragraph keeps its line, as it does in the editor.
function line(content: Inline[] | undefined): string {
  return content?.length ? inlines(content) : "&nbsp;";
}

// Neighbours under one address are one link, whatever else is bold or not within it.
function inlines(content: Inline[]): string {
  let html = "";
  let open: string | undefined;
  for (const node of content) {
    const href = hrefOf(node.marks);
    if (href !== open) html += (open === undefined ? "" : "</a>") + (href === undefined ? "" : anchor(href));
    open = href;
    html += inline(node);
  }
  return open === undefined ? html : `${html}</a>`;
}

function inline(node: Inline): string {
  if (node.type === "hardBreak") return "<br>";
  const text =
    node.type === "text"
      ? node.text
      : writeTag({ field: node.attrs.field, fallback: node.attrs.fallback ? node.attrs.fallback : null });
  const wraps = (node.marks ?? []).flatMap((mark) => (mark.type === "link" ? [] : [ELEMENTS[mark.type]]));
  return wraps.reduceRight((inner, element) => `<${element}>${inner}</${element}>`, escapeHtml(text));
}

function anchor(href: string): string {
  return `<a class="link" href="${escapeHtml(href)}" style="color:#9a3412;text-decoration:underline">`;
}

function hrefOf(marks: Mark[] | undefined): string | undefined {
  return marks?.find((mark) => mark.type === "link")?.attrs.href;
}
