"use client";
import { Toolbar } from "@base-ui/react/toolbar";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import {
  Bold,
  Braces,
  Heading1,
  Heading2,
  Heading3,
  Image,
  Italic,
  Link,
  List,
  ListOrdered,
  Minus,
  Redo2,
  Strikethrough,
  TextQuote,
  Underline,
  Undo2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { Tooltip } from "@/components/ui/tooltip";

type Tool = { name: string; icon: ReactNode; run: (editor: Editor) => void; on?: (editor: Editor) => boolean };

const inline: Tool[] = [
  { name: "bold", icon: <Bold aria-hidden />, run: (e) => e.chain().focus().toggleBold().run() },
  { name: "italic", icon: <Italic aria-hidden />, run: (e) => e.chain().focus().toggleItalic().run() },
  { name: "underline", icon: <Underline aria-hidden />, run: (e) => e.chain().focus().toggleUnderline().run() },
  { name: "strike", icon: <Strikethrough aria-hidden />, run: (e) => e.chain().focus().toggleStrike().run() },
];
const blocks: Tool[] = [
  heading(1, <Heading1 aria-hidden />),
  heading(2, <Heading2 aria-hidden />),
  heading(3, <Heading3 aria-hidden />),
  { name: "bulletList", icon: <List aria-hidden />, run: (e) => e.chain().focus().toggleBulletList().run() },
  { name: "orderedList", icon: <ListOrdered aria-hidden />, run: (e) => e.chain().focus().toggleOrderedList().run() },
  { name: "blockquote", icon: <TextQuote aria-hidden />, run: (e) => e.chain().focus().toggleBlockquote().run() },
];
const divider: Tool = {
  name: "horizontalRule",
  icon: <Minus aria-hidden />,
  run: (e) => e.chain().focus().setHorizontalRule().run(),
};

function heading(level: 1 | 2 | 3, icon: ReactNode): Tool {
  return {
    name: `heading${level}`,
    icon,
    run: (e) => e.chain().focus().toggleHeading({ level }).run(),
    on: (e) => e.isActive("heading", { level }),
  };
}

type LetterToolbarProps = { editor: Editor; onLink: () => void; onPicture: () => void; onMerge: () => void };

/** What can be done to the chosen words. One stop for the Tab key; arrows move inside. */
export function LetterToolbar({ editor, onLink, onPicture, onMerge }: LetterToolbarProps) {
  const t = useTranslations("campaigns.tools");
  const on = useEditorState({ editor, selector: ({ editor: now }) => stateOf(now) });
  const button = (tool: Tool) => (
    <Press key={tool.name} label={t(tool.name)} on={on.active.includes(tool.name)} onPress={() => tool.run(editor)}>
      {tool.icon}
    </Press>
  );
  return (
    <Toolbar.Root
      aria-label={t("label")}
      className="sticky top-13 z-5 flex flex-wrap gap-x-2 gap-y-1 rounded-t-2 border border-line-2 bg-sunken p-1"
    >
      <Toolbar.Group className="flex">{inline.map(button)}</Toolbar.Group>
      <Toolbar.Group className="flex">{blocks.map(button)}</Toolbar.Group>
      <Toolbar.Group className="flex">
        {button(divider)}
        <Press label={t("link")} on={on.active.includes("link")} onPress={onLink}>
          <Link aria-hidden />
        </Press>
        <Press label={t("picture")} on={on.active.includes("image")} onPress={onPicture}>
          <Image aria-hidden />
        </Press>
        <Press label={t("merge")} on={on.active.includes("mergeField")} onPress={onMerge}>
          <Braces aria-hidden />
        </Press>
      </Toolbar.Group>
      <Toolbar.Group className="flex">
        <Press label={t("undo")} off={!on.canUndo} onPress={() => editor.chain().focus().undo().run()}>
          <Undo2 aria-hidden />
        </Press>
        <Press label={t("redo")} off={!on.canRedo} onPress={() => editor.chain().focus().redo().run()}>
          <Redo2 aria-hidden />
        </Press>
      </Toolbar.Group>
    </Toolbar.Root>
  );
}

function stateOf(editor: Editor) {
  const all = [...inline, ...blocks, { name: "link" }, { name: "image" }, { name: "mergeField" }] as Tool[];
  return {
    active: all.filter(({ name, on }) => (on ? on(editor) : editor.isActive(name))).map(({ name }) => name),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

type PressProps = { label: string; on?: boolean; off?: boolean; onPress: () => void; children: ReactNode };

function Press({ label, on, off, onPress, children }: PressProps) {
  return (
    <Tooltip text={label}>
      <Toolbar.Button
        aria-label={label}
        aria-pressed={on}
        disabled={off}
        onClick={onPress}
        className={`${buttonLook("quiet", "small", true)} aria-pressed:bg-selected aria-pressed:text-ink data-disabled:text-ink-3`}
      >
        {children}
      </Toolbar.Button>
    </Tooltip>
  );
}
