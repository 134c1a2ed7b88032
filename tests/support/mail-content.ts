import type { CompileOptions, MailContent } from "@/lib/campaigns/content/compile";
import type { LetterDocument } from "@/lib/campaigns/content/document";
import type { MailList, MailUrls } from "@/lib/campaigns/content/plan";

export const sampleList: MailList = {
  name: "Readers",
  company: "Sample Books",
  address: "1 Sample Street, Example",
  phone: "",
  site: "https://books.example",
};

export const sampleOptions: CompileOptions = {
  language: "en",
  words: { reason: "You are on the list {list}.", unsubscribe: "Unsubscribe", browser: "Read in the browser" },
  tracksOpens: true,
  tracksClicks: true,
};

export const sampleUrls: MailUrls = {
  click: (no) => `https://go.example/c/${no}?a=1&b=2`,
  open: "https://go.example/o",
  unsubscribe: "https://go.example/u",
  web: "https://go.example/w",
};

/** A letter with every kind of node the editor knows but pictures, which a browser would fetch. */
export const fullLetter: LetterDocument = {
  version: 1,
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "Nine books & a lamp" }] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Good evening " },
        { type: "mergeField", attrs: { field: "first_name", fallback: "reader" } },
        { type: "text", text: ", read ", marks: [{ type: "bold" }] },
        {
          type: "text",
          text: "the ",
          marks: [{ type: "link", attrs: { href: "https://books.example/list?a=1&b=2" } }],
        },
        {
          type: "text",
          text: "list",
          marks: [{ type: "link", attrs: { href: "https://books.example/list?a=1&b=2" } }, { type: "italic" }],
        },
        { type: "hardBreak" },
        { type: "text", text: "tonight.", marks: [{ type: "underline" }, { type: "strike" }] },
      ],
    },
    { type: "blockquote", content: [{ type: "paragraph", content: [{ type: "text", text: "Quiet." }] }] },
    {
      type: "orderedList",
      attrs: { start: 3 },
      content: [
        { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "Third" }] }] },
        {
          type: "listItem",
          content: [
            { type: "paragraph", content: [{ type: "text", text: "Fourth" }] },
            {
              type: "bulletList",
              content: [
                { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "inner" }] }] },
              ],
            },
          ],
        },
      ],
    },
    { type: "horizontalRule" },
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "More" }] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Write to us", marks: [{ type: "link", attrs: { href: "mailto:hello@books.example" } }] },
      ],
    },
  ],
};

/** The same with pictures. */
export const letterWithPictures: LetterDocument = {
  ...fullLetter,
  content: [
    ...fullLetter.content,
    { type: "image", attrs: { src: "https://books.example/lamp.png?a=1&b=2", alt: "A lamp", width: null, href: null } },
    { type: "image", attrs: { src: "https://books.example/line.png", alt: "", width: 120 } },
  ],
};

/** Content of a letter, or of HTML code, with the rest filled in. */
export function contentOf(part: Partial<MailContent>): MailContent {
  return {
    subject: "Nine books",
    preheader: "For the first cold evenings",
    mode: part.code === undefined ? "letter" : "code",
    letter: fullLetter,
    code: "",
    ...part,
  };
}
