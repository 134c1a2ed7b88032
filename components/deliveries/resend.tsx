"use client";
import { Redo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/confirm";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TYPED_FROM } from "@/lib/deliveries/schema";
import type { FormAction } from "@/lib/web/action-state";

type ResendProps = { campaignId: string; n: number; action: FormAction };

/** Send a sending that is over to those who did not get it, once the number was confirmed; a large one is typed. */
export function Resend({ campaignId, n, action }: ResendProps) {
  const t = useTranslations("sending");
  const isTyped = n >= TYPED_FROM;
  return (
    <Confirm
      trigger={t("resend")}
      icon={<Redo2 aria-hidden />}
      title={t("resend")}
      description={t("resendLead", { n })}
      confirm={t("resendConfirm", { n })}
      action={action}
      values={isTyped ? { campaignId } : { campaignId, count: String(n) }}
    >
      {isTyped && (
        <Field name="count" label={t("resendCount", { n })} hint={t("panel.countHint")}>
          <Input inputMode="numeric" autoComplete="off" className="figures md:max-w-40" />
        </Field>
      )}
    </Confirm>
  );
}
