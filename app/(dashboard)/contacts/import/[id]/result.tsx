import { Square, Upload, Users } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { DiscardImport } from "@/components/contacts/discard-import";
import { ImportFile } from "@/components/contacts/import-file";
import { ImportOutcome } from "@/components/contacts/import-outcome";
import { ImportProgress } from "@/components/contacts/import-progress";
import { ImportState } from "@/components/contacts/import-state";
import { RefusedRows } from "@/components/contacts/refused-rows";
import { UndoNotice } from "@/components/contacts/undo-notice";
import { ActionForm } from "@/components/ui/action-form";
import { Confirm } from "@/components/ui/confirm";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { PageHeader } from "@/components/ui/page-header";
import { UNDO_DAYS, type Import } from "@/lib/contacts";
import { figuresOf, StartImport } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { confirm, discard, stop, undo } from "@/app/(dashboard)/contacts/import/actions";

const DAY_MS = 86_400_000;

type ResultProps = {
  found: Import;
  lists: { id: string; name: string }[];
  refusals: Parameters<typeof RefusedRows>[0]["rows"];
};

/** An import that began: how far it is, what came of it, what can still be done. */
export async function ImportResult({ found, lists, refusals }: ResultProps) {
  const [t, format] = await Promise.all([getTranslations("imports"), getFormatter()]);
  const { id, status, createdAt, createdBy } = found;
  const figures = figuresOf(found);
  const underWay = ["checking", "queued", "running", "undoing"].includes(status);
  const list = lists.find((one) => one.id === found.listId) ?? null;
  return (
    <>
      <PageHeader
        title={found.fileName}
        badge={<ImportState status={status} />}
        lead={
          status === "checked"
            ? t("leadChecked")
            : t(underWay ? "leadRunning" : "leadEnded", {
                date: format.dateTime(createdAt, "dayTime"),
                name: createdBy,
              })
        }
        actions={
          underWay ? <Stop found={found} /> : status === "checked" ? <Decide id={id} /> : <Next listId={list?.id} />
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_330px]">
        <div className="grid gap-4">
          {status === "failed" && <Failed reason={found.failure} />}
          {status === "cancelled" && (
            <Notice tone="warn" title={t("stopped")}>
              {t("stoppedText")}
            </Notice>
          )}
          {underWay ? (
            <ImportProgress key={status} id={id} start={figures} />
          ) : (
            <ImportOutcome figures={figures} rehearsed={status === "checked"} />
          )}
          {!underWay && refusals.length > 0 && <RefusedRows id={id} rows={refusals} total={found.rowsRefused} />}
        </div>
        <div className="grid gap-4">
          <ImportFile file={found} list={list ?? plannedList(found)} />
          {status === "undone" && <Notice tone="info" title={t("undone", { count: found.rowsUndone })} />}
          <Undo found={found} />
        </div>
      </div>
    </>
  );
}

function plannedList({ plan }: Import): { id: null; name: string } | null {
  const planned = StartImport.safeParse(plan);
  return planned.success && "name" in planned.data.list ? { id: null, name: planned.data.list.name } : null;
}

async function Undo({ found }: { found: Import }) {
  const { id, status, rowsRead, finishedAt } = found;
  const until = finishedAt && new Date(finishedAt.getTime() + UNDO_DAYS * DAY_MS);
  const ended = status === "done" || status === "cancelled" || status === "failed";
  if (!ended || rowsRead === 0 || !until || until < new Date()) return null;
  return <UndoNotice id={id} until={until} undo={undo} />;
}

async function Stop({ found: { id, status } }: { found: Import }) {
  const t = await getTranslations("imports.stop");
  if (status === "undoing") return null;
  return (
    <Confirm
      trigger={t("trigger")}
      icon={<Square aria-hidden />}
      title={t("title")}
      description={t("text")}
      confirm={t("trigger")}
      action={stop}
      values={{ importId: id }}
      danger
    />
  );
}

async function Decide({ id }: { id: string }) {
  const t = await getTranslations("imports");
  return (
    <>
      <DiscardImport id={id} discard={discard} />
      <ActionForm action={confirm} done={false}>
        <input type="hidden" name="importId" value={id} />
        <SubmitButton>{t("confirm")}</SubmitButton>
      </ActionForm>
    </>
  );
}

async function Next({ listId }: { listId: string | undefined }) {
  const t = await getTranslations("imports.next");
  return (
    <>
      <LinkButton href={paths.imports(listId)} icon={<Upload aria-hidden />}>
        {t("another")}
      </LinkButton>
      {listId && (
        <LinkButton href={paths.contacts({ list: listId })} look="primary" icon={<Users aria-hidden />}>
          {t("contacts")}
        </LinkButton>
      )}
    </>
  );
}

async function Failed({ reason }: { reason: string | null }) {
  const [t, errors] = await Promise.all([getTranslations("imports"), getTranslations("errors")]);
  return (
    <Notice tone="danger" title={t("failed")}>
      {reason && errors.has(reason) ? errors(reason) : errors("unknown")}
    </Notice>
  );
}
