import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/web/action-state";

type NewCampaignFormProps = { create: (previous: ActionState, form: FormData) => Promise<ActionState> };

/** A name is all it takes to begin. */
export function NewCampaignForm({ create }: NewCampaignFormProps) {
  const t = useTranslations("campaigns.new");
  return (
    <Card padded className="max-w-form">
      <ActionForm action={create} aria-label={t("title")} done={false}>
        <Field name="name" label={t("name")} hint={t("nameHint")}>
          <Input required maxLength={120} autoComplete="off" />
        </Field>
        <SubmitButton>{t("begin")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
