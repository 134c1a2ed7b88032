import { mergeAttributes, Node } from "@tiptap/core";

/** A field of the contact as a chip: one thing in the text, chosen with the arrow keys, deleted whole. */
export const mergeFieldNode = Node.create<{ label: (field: string, fallback: string) => string }>({
  name: "mergeField",
  group: "inline",
  inline: true,
  atom: true,

  addOptions() {
    return { label: (field) => field };
  },
  addAttributes() {
    return {
      field: { default: "first_name", parseHTML: (element) => element.getAttribute("data-field") },
      fallback: { default: "", parseHTML: (element) => element.getAttribute("data-fallback") ?? "" },
    };
  },
  parseHTML() {
    return [{ tag: "span[data-field]" }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { field, fallback } = node.attrs as { field: string; fallback: string | null };
    const attributes = { "data-field": field, "data-fallback": fallback ?? "", class: "merge-chip" };
    return ["span", mergeAttributes(HTMLAttributes, attributes), this.options.label(field, fallback ?? "")];
  },
  renderText({ node }) {
    const { field, fallback } = node.attrs as { field: string; fallback: string | null };
    return fallback ? `{{ ${field} | default: "${fallback}" }}` : `{{ ${field} }}`;
  },
});
