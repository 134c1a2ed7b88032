"use client";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { classes } from "@/components/ui/classes";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { useRefusal } from "@/components/ui/use-refusal";
import { paths } from "@/lib/web/paths";
import { sendForm } from "./send-form";

type UploadFormProps = { list?: string | undefined; refused?: string | undefined };

/** Hand over a file, by choosing it or by letting it fall here. Without script the browser sends it by itself. */
export function UploadForm({ list, refused }: UploadFormProps) {
  const t = useTranslations("imports.upload");
  const refusal = useRefusal();
  const router = useRouter();
  const [name, setName] = useState("");
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [reason, setReason] = useState(refused);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setReason(undefined);
    setSent(0);
    const answer = await sendForm(event.currentTarget, setSent);
    if ("address" in answer) return router.push(answer.address);
    setSent(null);
    setReason(answer.reason);
  };

  return (
    <form
      action={paths.importUpload()}
      method="post"
      encType="multipart/form-data"
      onSubmit={submit}
      className="grid gap-3"
    >
      {list && <input type="hidden" name="list" value={list} />}
      {reason && <Notice tone="danger" title={refusal(reason)} />}
      <label
        className={classes(
          "relative grid min-h-32 cursor-pointer place-items-center gap-1 rounded-3 border border-dashed px-4 py-6 text-center focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-ink",
          over ? "border-ink bg-picked" : "border-line-3 hover:bg-hover",
        )}
      >
        <FileUp aria-hidden className="text-ink-3" />
        <span className="font-strong">{name || t("choose")}</span>
        <span className="text-12 text-ink-3">{t("limits")}</span>
        {/* Over the whole field, so that a file may fall on it without any script. */}
        <input
          type="file"
          name="file"
          required
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-invalid={reason ? true : undefined}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={(event) => setName(event.target.files?.[0]?.name ?? "")}
          className="absolute inset-0 cursor-pointer opacity-0"
        />
      </label>
      {sent !== null && <Progress label={t("sending")} value={sent} max={1} />}
      <Button type="submit" look="primary" busy={sent !== null} className="justify-self-start">
        {t("send")}
      </Button>
    </form>
  );
}
