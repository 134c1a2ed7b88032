"use client";
import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import type { DraftContent, Place } from "@/lib/campaigns/schema";
import { idle, type ActionState } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";
import { ContentEditor } from "./content-editor";
import { DraftMenu } from "./draft-menu";
import { EnvelopeFields, type Lists, type Senders } from "./envelope-fields";
import type { MergeField } from "./merge-dialog";
import { PreviewPane } from "./preview-pane";
import { SaveNotice, SaveStatus } from "./save-status";
import { useDraft } from "./use-draft";

type Act = (previous: ActionState, form: FormData | object) => Promise<ActionState>;

export type CampaignEditorProps = {
  campaignId: string;
  version: number;
  start: DraftContent;
  lists: Lists;
  senders: Senders;
  merge: readonly MergeField[];
  maySearch: boolean;
  /** Where the check sent the author: that field gets the focus. */
  at: Place | undefined;
  keep: Act;
  duplicate: Act;
  remove: Act;
};

/** The first step: what the mail says, beside how it arrives. It saves itself. */
export function CampaignEditor(props: CampaignEditorProps) {
  const { campaignId, version, start, keep, lists, senders, merge, maySearch, duplicate, remove } = props;
  const t = useTranslations("campaigns");
  const { draft, change, state, flush } = useDraft({ campaignId, version, start });
  useFocusAt(props.at);
  const keepCopy = () => startTransition(async () => void (await keep(idle, { campaignId, ...draft })));
  return (
    <>
      <PageHeader
        title={draft.name || start.name}
        lead={<SaveStatus state={state} />}
        actions={
          <>
            <DraftMenu campaignId={campaignId} name={draft.name} {...{ duplicate, remove }} />
            <GoOn campaignId={campaignId} flush={flush} />
          </>
        }
      />
      <div className="mb-4 empty:hidden">
        <SaveNotice state={state} retry={() => void flush()} keep={keepCopy} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <div className="grid min-w-0 gap-4">
          <EnvelopeFields draft={draft} lists={lists} senders={senders} fields={state.fields} change={change} />
          <ContentEditor draft={draft} merge={merge} fields={state.fields} change={change} />
        </div>
        <section aria-label={t("preview.title")} className="min-w-0 lg:sticky lg:top-17">
          <PreviewPane campaignId={campaignId} version={state.version} maySearch={maySearch} />
        </section>
      </div>
    </>
  );
}

const fieldAt: Partial<Record<Place, string>> = {
  subject: "[name=subject]",
  preheader: "[name=preheader]",
  from: "[name=fromEmail]",
  list: "[name=listId]",
  content: "#content-editor",
  size: "#content-editor",
};

function useFocusAt(at: Place | undefined): void {
  useEffect(() => {
    const place = document.querySelector<HTMLElement>((at && fieldAt[at]) ?? "#none");
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  }, [at]);
}

// What is checked is what was saved, so saving comes first.
function GoOn({ campaignId, flush }: { campaignId: string; flush: () => Promise<boolean> }) {
  const t = useTranslations("campaigns");
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    if (await flush()) router.push(paths.campaignCheck(campaignId));
    else setBusy(false);
  };
  return (
    <Button look="primary" busy={busy} onClick={() => void go()}>
      {t("goOn")}
      <ArrowRight aria-hidden />
    </Button>
  );
}
