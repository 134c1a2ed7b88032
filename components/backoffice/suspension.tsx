"use client";
import { useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/confirm";
import type { FormAction } from "@/lib/web/action-state";
import { ReasonField } from "./reason-field";

type SuspensionProps = {
  account: { id: string; name: string; status: string };
  suspend: FormAction;
  unsuspend: FormAction;
};

/** Stop an account from sending, or let it send again; either for a written reason. */
export function Suspension({ account, suspend, unsuspend }: SuspensionProps) {
  const t = useTranslations("backoffice.account");
  const values = { accountId: account.id };
  const name = { account: account.name };
  return account.status === "suspended" ? (
    <Confirm
      key="unsuspend"
      trigger={t("unsuspend")}
      title={t("unsuspendTitle", name)}
      description={t("unsuspendText")}
      confirm={t("unsuspendConfirm")}
      action={unsuspend}
      values={values}
    >
      <ReasonField />
    </Confirm>
  ) : (
    <Confirm
      key="suspend"
      trigger={t("suspend")}
      look="danger"
      title={t("suspendTitle", name)}
      description={t("suspendText")}
      confirm={t("suspendConfirm")}
      action={suspend}
      values={values}
      danger
    >
      <ReasonField />
    </Confirm>
  );
}
