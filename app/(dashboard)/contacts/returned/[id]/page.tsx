import { useFormatter, useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { ClassBadge } from "@/components/bounces/class-badge";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Definitions } from "@/components/ui/definitions";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getBounce } from "@/lib/bounces";
import type { BounceCard } from "@/lib/bounces/schema";
import { idOf } from "@/lib/web/id-params";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { undo } from "@/app/(dashboard)/contacts/returned/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("bounces"))("one") };
}

export default async function BouncePage({ params }: { params: Promise<unknown> }) {
  const id = await idOf(params);
  const [t, bounce] = await Promise.all([
    getTranslations("bounces"),
    inTenant("contacts", (tenant) => getBounce(tenant, id)),
  ]);
  const { email, class: named, hard, undoneAt, reason, standing, contactId, raw } = bounce;
  const mayUndo = bounce.kind === "bounce" && !undoneAt && (standing === "invalid" || standing === "soft_bounced");
  return (
    <>
      <PageHeader
        title={email || t("forgotten")}
        badge={<ClassBadge named={named} hard={hard} undone={undoneAt !== null} />}
        lead={t(`reasons.${reason}`)}
        actions={
          <>
            {standing && <LinkButton href={paths.contact(contactId)}>{t("toContact")}</LinkButton>}
            {mayUndo && (
              <Confirm
                trigger={t("undo")}
                look="secondary"
                title={t("undoTitle", { email })}
                description={t("undoText")}
                confirm={t("undo")}
                action={undo}
                values={{ bounceId: id }}
              />
            )}
          </>
        }
      />
      <div className="grid gap-4">
        <Facts bounce={bounce} />
        <Card title={t("raw")} note={raw ? t("rawNote") : undefined}>
          {raw ? (
            <pre className="border-t border-line p-4 font-mono text-12 wrap-anywhere whitespace-pre-wrap">{raw}</pre>
          ) : (
            <p className="border-t border-line px-4 py-3 text-ink-2">{t("noRaw")}</p>
          )}
        </Card>
      </div>
    </>
  );
}

function Facts({ bounce }: { bounce: BounceCard }) {
  const t = useTranslations("bounces");
  const { dateTime } = useFormatter();
  const { at, source, campaign, diagnostic } = bounce;
  const rows = [
    { name: t("effect"), value: <Effect bounce={bounce} /> },
    { name: t("campaign"), value: campaign ?? t("noCampaign") },
    { name: t("when"), value: <time dateTime={at.toISOString()}>{dateTime(at, "dayTime")}</time> },
    { name: t("source"), value: t(`sources.${source}`) },
    ...(diagnostic ? [{ name: t("server"), value: <span className="font-mono text-12">{diagnostic}</span> }] : []),
  ];
  return (
    <Card title={t("facts")} padded>
      <Definitions rows={rows} />
    </Card>
  );
}

function Effect({ bounce }: { bounce: BounceCard }) {
  const t = useTranslations("bounces.effects");
  const { dateTime } = useFormatter();
  const { kind, class: named, hard, undoneAt, undoneBy } = bounce;
  if (undoneAt) return t("undone", { date: dateTime(undoneAt, "day"), name: undoneBy });
  if (kind === "complaint") return t("complaint");
  if (hard) return t("hard");
  return ["mailbox_full", "transient", "unclear"].includes(named) ? t("soft") : t("sender");
}
