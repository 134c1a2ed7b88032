import sanitizeHtml from "sanitize-html";
import { CONDITION } from "./conditions";

const TAGS = (
  "html head title meta style body center div span p br hr font small big section article header footer main nav aside " +
  "h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li dl dt dd address figure figcaption " +
  "b strong i em u s strike del ins sub sup mark abbr a img " +
  "table caption colgroup col thead tbody tfoot tr th td"
).split(" ");
const EVERYWHERE = "class id style align valign bgcolor dir lang role title width height aria-*".split(" ");
const TABLE = "border cellpadding cellspacing background summary".split(" ");
const CELL = [...TABLE, "colspan", "rowspan", "nowrap", "scope"];

/**
 * An author's HTML as mail may carry it: tables, style blocks and pictures stay; scripts, handlers, forms, frames,
 * embedded objects and every scheme but http, https, mailto and tel go.
 */
export function sanitizeMail(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...TAGS, CONDITION],
    allowedAttributes: {
      "*": EVERYWHERE,
      a: ["href", "name", "target", "rel"],
      img: ["src", "alt", "border", "hspace", "vspace"],
      meta: ["charset", { name: "name", values: ["color-scheme", "supported-color-schemes"] }, "content"],
      font: ["color", "face", "size"],
      table: TABLE,
      td: CELL,
      th: CELL,
      tr: ["background"],
      body: ["background", "text", "link"],
      col: ["span"],
      ol: ["start", "type"],
      ul: ["type"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesAppliedToAttributes: ["href", "src", "background"],
    allowProtocolRelative: false,
    allowVulnerableTags: true, // style blocks: they are cleaned by sanitizeCss where they are read
    parseStyleAttributes: false,
    nestingLimit: 200,
  });
}

/** CSS without what runs or loads more CSS: imports, expressions, behaviours, and addresses that are not of the web. */
export function sanitizeCss(css: string): string {
  // Escapes and comments are how a word is hidden from the next line; neither is needed in a mail.
  const plain = css
    .replace(/\s+/g, " ")
    .replace(/<!--|-->/g, " ")
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, " ")
    .replace(/[\\<]/g, " ");
  return plain
    .replace(/@(?:import|charset|namespace)[^;{}]*;?/gi, " ")
    .replace(/expression\s*\(|-moz-binding|behaviou?r\s*:|(?:java|vb)script\s*:/gi, " ")
    .replace(/url\(([^)]*)\)?/gi, (whole, address: string) => (/^["' ]*https?:/i.test(address) ? whole : "none"));
}
