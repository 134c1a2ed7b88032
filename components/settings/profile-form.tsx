import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Switch } from "@/components/ui/switch";
import { Locale, Theme, type Profile } from "@/lib/accounts/schema";
import type { ActionState } from "@/lib/web/action-state";

type ProfileFormProps = {
  profile: Profile;
  email: string;
  save: (previous: ActionState, form: FormData) => Promise<ActionState>;
};

/** Name, language and theme of whoever is signed in. */
export function ProfileForm({ profile, email, save }: ProfileFormProps) {
  const t = useTranslations("settings.profile");
  return (
    <Card title={t("title")} note={email} padded>
      <ActionForm action={save} aria-label={t("title")} className="grid max-w-form gap-4">
        <Field name="name" label={t("name")}>
          <Input defaultValue={profile.name} autoComplete="name" required maxLength={100} />
        </Field>
        <Field name="locale" label={t("language")} hint={t("languageHint")}>
          <Select
            defaultValue={profile.locale}
            options={Locale.options.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        </Field>
        <RadioGroup
          name="theme"
          label={t("theme")}
          defaultValue={profile.theme}
          options={Theme.options.map((value) => ({
            value,
            label: t(`themes.${value}`),
            hint: value === "system" ? t("systemHint") : undefined,
          }))}
        />
        <Switch name="shortcuts" label={t("shortcuts")} hint={t("shortcutsHint")} defaultChecked={profile.shortcuts} />
        <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
