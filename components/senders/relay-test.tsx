"use client";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useRefusal } from "@/components/ui/use-refusal";
import type { RelayView } from "@/lib/senders/schema";
import type { FormAction } from "@/lib/web/action-state";

type RelayTestProps = { relay: RelayView; isWaiting: boolean; test: FormAction; remove: FormAction };

const EVERY_MS = 1_500;

/** How the last test of the relay went, a button for another, and the way back to the house's. */
export function RelayTest({ relay, isWaiting, test, remove }: RelayTestProps) {
  const t = useTranslations("senders.relay");
  const router = useRouter();
  const look = useEffectEvent(() => router.refresh());
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return (
    <Card title={t("connection")} padded>
      <div className="grid gap-3">
        <TestAnswer relay={relay} isWaiting={isWaiting} />
        <div className="flex flex-wrap gap-2">
          <ActionForm action={test} done={false} className="contents">
            <SubmitButton look="secondary" busy={isWaiting}>
              {t("test")}
            </SubmitButton>
          </ActionForm>
          <Confirm
            trigger={t("remove")}
            look="quiet"
            title={t("removeTitle")}
            description={t("removeText")}
            confirm={t("remove")}
            action={remove}
            danger
          />
        </div>
      </div>
    </Card>
  );
}

function TestAnswer({ relay, isWaiting }: { relay: RelayView; isWaiting: boolean }) {
  const t = useTranslations("senders.relay");
  const refusal = useRefusal();
  const { dateTime } = useFormatter();
  const { testedAt, testReason, testSays } = relay;
  if (isWaiting) return <Notice live>{t("testing")}</Notice>;
  if (!testedAt) return <p className="text-ink-2">{t("untestedText")}</p>;
  const at = dateTime(testedAt, "dayTime");
  if (testReason === null) return <Notice tone="success">{t("wellText", { at })}</Notice>;
  const known = t.has(`reasons.${testReason}`);
  return (
    <Notice tone="danger" title={known ? t(`reasons.${testReason}` as "reasons.auth") : refusal(testReason)}>
      <span className="figures text-12">{t("testedAt", { at })}</span>
      {testSays && <code className="mt-1 block font-mono text-12 wrap-anywhere">{t("says", { says: testSays })}</code>}
    </Notice>
  );
}
