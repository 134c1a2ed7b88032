"use client";
import { Placeholder } from "@tiptap/extension-placeholder";
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { DraftContent } from "@/lib/campaigns/schema";
import { LetterToolbar } from "./letter-toolbar";
import { LinkDialog } from "./link-dialog";
import { MergeDialog, type MergeChoice, type MergeField } from "./merge-dialog";
import { mergeFieldNode } from "./merge-field-node";
import { PictureDialog } from "./picture-dialog";
import { pictureNode, type Picture } from "./picture-node";
import "./letter-editor.css";

type Letter = DraftContent["letter"];

type LetterEditorProps = {
  start: Letter;
  merge: readonly MergeField[];
  onChange: (letter: Letter) => void;
  labelledBy: string;
};

type Asking =
  | { kind: "link"; start: string }
  | { kind: "picture"; start: Picture | null }
  | { kind: "merge"; start: MergeChoice }
  | null;

/** One column of text as people know it from writing a letter: headings, lists, links, and fields of the contact as chips. */
export function LetterEditor({ start, merge, onChange, labelledBy }: LetterEditorProps) {
  const editor = useLetter(start, merge, onChange, labelledBy);
  const [asking, setAsking] = useState<Asking>(null);
  if (!editor) return null;
  const askLink = () => setAsking({ kind: "link", start: String(editor.getAttributes("link").href ?? "") });
  const askMerge = () => setAsking({ kind: "merge", start: chipAt(editor) ?? { field: "first_name", fallback: "" } });
  const askPicture = () => setAsking({ kind: "picture", start: pictureAt(editor) });
  const close = () => setAsking(null);
  return (
    <div>
      <LetterToolbar editor={editor} onLink={askLink} onPicture={askPicture} onMerge={askMerge} />
      <div className="rounded-b-2 border border-t-0 border-line-2 bg-surface focus-within:border-line-3">
        <EditorContent editor={editor} />
      </div>
      {asking?.kind === "link" && (
        <LinkDialog open start={asking.start} onOpenChange={close} onChoose={(href) => setLink(editor, href)} />
      )}
      {asking?.kind === "picture" && (
        <PictureDialog
          open
          start={asking.start}
          onOpenChange={close}
          onChoose={(picture) => setPicture(editor, picture)}
        />
      )}
      {asking?.kind === "merge" && (
        <MergeDialog
          open
          fields={merge}
          start={asking.start}
          onOpenChange={close}
          onChoose={(choice) => editor.chain().focus().insertContent({ type: "mergeField", attrs: choice }).run()}
        />
      )}
    </div>
  );
}

function useLetter(
  start: Letter,
  merge: readonly MergeField[],
  onChange: (letter: Letter) => void,
  labelledBy: string,
): Editor | null {
  const t = useTranslations("campaigns");
  const names = new Map(merge.map(({ key, label }) => [key, label]));
  const label = (field: string, fallback: string) => {
    const name = names.get(field) ?? field;
    return fallback ? t("merge.chip", { name, fallback }) : name;
  };
  return useEditor({
    immediatelyRender: false,
    injectCSS: false, // the page's policy takes styles from the page's own files only
    extensions: [
      StarterKit.configure({
        code: false,
        codeBlock: false,
        heading: { levels: [1, 2, 3] },
        link: { openOnClick: false, protocols: ["mailto"], defaultProtocol: "https" },
        trailingNode: false,
      }),
      Placeholder.configure({ placeholder: t("content.placeholder") }),
      mergeFieldNode.configure({ label }),
      pictureNode.configure({
        label: ({ alt, src }) => (alt ? t("picture.shown", { alt }) : t("picture.decoration", { src })),
      }),
    ],
    content: start,
    editorProps: {
      attributes: { class: "letter", role: "textbox", "aria-multiline": "true", "aria-labelledby": labelledBy },
    },
    // The editor's attributes have no prototype, and such objects do not travel to a server action.
    onUpdate: ({ editor }) => onChange({ version: 1, ...structuredClone(editor.getJSON()) } as Letter),
  });
}

function chipAt(editor: Editor): MergeChoice | null {
  if (!editor.isActive("mergeField")) return null;
  const { field, fallback } = editor.getAttributes("mergeField") as { field: string; fallback: string | null };
  return { field, fallback: fallback ?? "" };
}

function pictureAt(editor: Editor): Picture | null {
  return editor.isActive("image") ? (editor.getAttributes("image") as Picture) : null;
}

// A letter that ends in a picture has no line left to write on.
function setPicture(editor: Editor, picture: Picture): void {
  editor.chain().focus().insertContent({ type: "image", attrs: picture }).run();
  if (editor.state.doc.lastChild?.type.name === "image")
    editor.chain().insertContentAt(editor.state.doc.content.size, { type: "paragraph" }).focus("end").run();
}

function setLink(editor: Editor, href: string): void {
  const chain = editor.chain().focus().extendMarkRange("link");
  if (href === "") chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link"))
    chain
      .insertContent({ type: "text", text: href.replace(/^mailto:/, ""), marks: [{ type: "link", attrs: { href } }] })
      .run();
  else chain.setLink({ href }).run();
}
