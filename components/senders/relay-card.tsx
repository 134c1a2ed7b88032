import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Definitions } from "@/components/ui/definitions";
import { LinkButton } from "@/components/ui/link-button";
import type { RelayView } from "@/lib/senders/schema";
import { paths } from "@/lib/web/paths";

/** Through which server mail leaves, in three lines. */
export function RelayCard({ relay, isSandbox }: { relay: RelayView | null; isSandbox: boolean }) {
  const t = useTranslations("senders.relay");
  const where = relay?.kind === "ses" ? t("ses", { region: relay.region }) : `${relay?.host}:${relay?.port}`;
  const rows = relay
    ? [
        { name: t("through"), value: <span className="font-mono wrap-anywhere">{where}</span> },
        { name: t("lastTest"), value: t(testWord(relay)) },
      ]
    : [{ name: t("through"), value: t(isSandbox ? "sandbox" : "house") }];
  return (
    <Card
      title={t("title")}
      padded
      actions={
        <LinkButton href={paths.relay()} size="small">
          {t(relay ? "change" : "own")}
        </LinkButton>
      }
    >
      <Definitions rows={rows} />
    </Card>
  );
}

function testWord({ testedAt, testReason }: RelayView): "untested" | "well" | "failed" {
  if (!testedAt) return "untested";
  return testReason === null ? "well" : "failed";
}
