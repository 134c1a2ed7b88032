import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { SubmitButton } from "@/components/ui/submit-button";
import type { DomainView } from "@/lib/senders/schema";
import type { FormAction } from "@/lib/web/action-state";

export type DomainActions = { look: FormAction; rotate: FormAction; remove: FormAction };

/** What is seldom done with a domain: change its key, give it up. */
export function DomainActs({ domain, actions }: { domain: DomainView; actions: DomainActions }) {
  const t = useTranslations("senders.domain");
  const { id, nextSlot, state } = domain;
  return (
    <Card title={t("rare")}>
      {state !== "waiting" && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3">
          <p className="min-w-0 flex-1 basis-60 text-ink-2">{t(nextSlot ? "rotating" : "rotateText")}</p>
          {!nextSlot && (
            <ActionForm action={actions.rotate} done={false} className="contents">
              <input type="hidden" name="domainId" value={id} />
              <SubmitButton look="secondary">{t("rotate")}</SubmitButton>
            </ActionForm>
          )}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3">
        <p className="min-w-0 flex-1 basis-60 text-ink-2">{t("removeText")}</p>
        <Confirm
          trigger={t("remove")}
          look="danger"
          title={t("removeTitle", { domain: domain.domain })}
          description={t("removeWarning")}
          confirm={t("remove")}
          action={actions.remove}
          values={{ domainId: id }}
          danger
        />
      </div>
    </Card>
  );
}
