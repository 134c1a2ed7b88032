import { z } from "zod";

const MAX_DEPTH = 24;
const MAX_TEXT = 20_000;

/** A field of the contact as a chip in the text, and what is read where the contact has none. */
const MergeAttributes = z.strictObject({
  field: z.string().regex(/^[A-Za-z_][\w.-]{0,63}$/),
  fallback: z.string().max(200).nullish(),
});

const Link = z.object({
  type: z.literal("link"),
  attrs: z.object({ href: z.string().max(2_000) }), // the editor's other attributes are its own and are dropped
});
const Plain = z.strictObject({ type: z.enum(["bold", "italic", "underline", "strike"]) });
const Mark = z.discriminatedUnion("type", [Link, Plain]);
const marks = z.array(Mark).max(6).optional();

const Text = z.strictObject({ type: z.literal("text"), text: z.string().min(1).max(MAX_TEXT), marks });
const MergeField = z.strictObject({ type: z.literal("mergeField"), attrs: MergeAttributes, marks });
const HardBreak = z.strictObject({ type: z.literal("hardBreak"), marks });
const Inline = z.discriminatedUnion("type", [Text, MergeField, HardBreak]);
const inline = z.array(Inline).max(2_000).optional();

const Paragraph = z.strictObject({
  type: z.literal("paragraph"),
  attrs: z.strictObject({}).optional(),
  content: inline,
});
const Heading = z.strictObject({
  type: z.literal("heading"),
  attrs: z.strictObject({ level: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
  content: inline,
});
const Divider = z.strictObject({ type: z.literal("horizontalRule") });

/** The narrowest and the widest that a picture is shown, in pixels. Without a width it is as wide as the letter. */
export const pictureWidths = { least: 16, most: 600 } as const;

/** Where a picture may come from: the web, encrypted, the same for every reader. */
export function isPictureAddress(src: string): boolean {
  return /^https:\/\/[^\s{}<>"'\\]+$/i.test(src) && URL.canParse(src);
}

// An empty text says that it is decoration.
const Picture = z.strictObject({
  type: z.literal("image"),
  attrs: z.strictObject({
    src: z.string().max(2_000).refine(isPictureAddress, "letter_invalid"),
    alt: z.string().max(500),
    width: z.int().min(pictureWidths.least).max(pictureWidths.most).nullish(),
    href: z.string().max(2_000).nullish(),
  }),
});

export type Mark = z.infer<typeof Mark>;
export type Inline = z.infer<typeof Inline>;
export type ListItem = { type: "listItem"; content: Block[] };
export type Block =
  | z.infer<typeof Paragraph>
  | z.infer<typeof Heading>
  | z.infer<typeof Divider>
  | z.infer<typeof Picture>
  | { type: "blockquote"; content: Block[] }
  | { type: "bulletList"; content: ListItem[] }
  | { type: "orderedList"; attrs?: { start?: number }; content: ListItem[] };

const Item: z.ZodType<ListItem> = z.strictObject({
  type: z.literal("listItem"),
  content: z.lazy(() => blocks),
});
const items = z.array(Item).min(1).max(1_000);
const Block: z.ZodType<Block> = z.union([
  Paragraph,
  Heading,
  Divider,
  Picture,
  z.strictObject({ type: z.literal("blockquote"), content: z.lazy(() => blocks) }),
  z.strictObject({ type: z.literal("bulletList"), content: items }),
  z.strictObject({
    type: z.literal("orderedList"),
    attrs: z.object({ start: z.int().min(0).max(100_000).optional() }).optional(),
    content: items,
  }),
]);
const blocks = z.array(Block).max(2_000);

const Doc = z.strictObject({ version: z.literal(1).default(1), type: z.literal("doc"), content: blocks });

/** A letter as the editor keeps it. Nothing but what is named here gets in; nested 24 deep at most, so that reading it cannot run away. */
export const LetterDocument = z
  .unknown()
  .refine((given) => isShallow(given), { error: "letter_invalid", abort: true })
  .pipe(Doc);
export type LetterDocument = z.infer<typeof Doc>;

/** A letter without a word. */
export const emptyLetter: LetterDocument = { version: 1, type: "doc", content: [{ type: "paragraph" }] };

// Goes down level by level, without recursion of its own.
function isShallow(given: unknown): boolean {
  let level: unknown[] = [given];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH * 2) return false;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return true;
}
