import { mergeAttributes, Node } from "@tiptap/core";
import { isPictureAddress, pictureWidths } from "@/lib/campaigns/schema";

export type Picture = { src: string; alt: string; width: number | null; href: string | null };

/**
 * A picture on a line of its own. Here it is its place and its words: our pages ask no other site for anything, so the picture itself
 * is seen in the preview.
 */
export const pictureNode = Node.create<{ label: (picture: Picture) => string }>({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,

  addOptions() {
    return { label: ({ alt, src }) => alt || src };
  },
  addAttributes() {
    return { src: { default: "" }, alt: { default: "" }, width: { default: null }, href: { default: null } };
  },
  parseHTML() {
    return [
      { tag: "figure[data-src]", getAttrs: (element) => pictureOf(element, "data-") },
      { tag: "img[src]", getAttrs: (element) => pictureOf(element, "") },
    ];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { src, alt, width, href } = node.attrs as Picture;
    const kept = { "data-src": src, "data-alt": alt, "data-width": width, "data-href": href };
    const shown = { ...HTMLAttributes, src: null, alt: null, width: null, href: null };
    return ["figure", mergeAttributes(shown, kept, { class: "picture" }), this.options.label(node.attrs as Picture)];
  },
  renderText({ node }) {
    return (node.attrs as Picture).alt;
  },
});

// What is pasted comes along if mail can carry it.
function pictureOf(element: HTMLElement, prefix: string): Picture | false {
  const read = (name: string) => element.getAttribute(prefix + name);
  const src = read("src") ?? "";
  if (src.length > 2_000 || !isPictureAddress(src)) return false;
  const width = Number(read("width")) || null;
  const fits = width !== null && Number.isInteger(width) && width >= pictureWidths.least && width <= pictureWidths.most;
  return {
    src,
    alt: (read("alt") ?? "").slice(0, 500),
    width: fits ? width : null,
    href: prefix ? read("href") : null,
  };
}
