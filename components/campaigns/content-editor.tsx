"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useRefusal } from "@/components/ui/use-refusal";
import type { DraftContent } from "@/lib/campaigns/schema";
import { Choice } from "./choice";
import type { MergeField } from "./merge-dialog";
import { MergeGuide } from "./merge-guide";

// A hundred kilobytes that only this screen needs, and only in this mode.
const LetterEditor = dynamic(() => import("./letter-editor").then((file) => file.LetterEditor), {
  ssr: false,
  loading: () => <div aria-busy className="h-80 rounded-2 border border-line-2 bg-sunken" />,
});

type ContentEditorProps = {
  draft: DraftContent;
  merge: readonly MergeField[];
  fields: Record<string, string>;
  change: (part: Partial<DraftContent>) => void;
};

/** What the mail says, as a letter or as HTML of the author's own. Each keeps its text when one looks at the other. */
export function ContentEditor({ draft, merge, fields, change }: ContentEditorProps) {
  const t = useTranslations("campaigns.content");
  const refusal = useRefusal();
  const label = useId();
  return (
    <Card
      id="content-editor"
      tabIndex={-1}
      title={<span id={label}>{t("title")}</span>}
      actions={
        <Choice
          label={t("mode")}
          value={draft.mode}
          onChange={(mode) => change({ mode })}
          options={[
            { value: "letter", label: t("letter") },
            { value: "code", label: t("code") },
          ]}
        />
      }
      padded
    >
      {draft.mode === "letter" ? (
        <LetterEditor start={draft.letter} merge={merge} onChange={(letter) => change({ letter })} labelledBy={label} />
      ) : (
        <Field
          name="code"
          label={t("codeLabel")}
          hint={t("codeHint")}
          error={fields.code ? refusal(fields.code) : undefined}
        >
          <Textarea
            mono
            rows={18}
            spellCheck={false}
            value={draft.code}
            onChange={(event) => change({ code: event.target.value })}
          />
        </Field>
      )}
      <MergeGuide />
    </Card>
  );
}
