import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { Locale, type Particulars } from "@/lib/accounts/schema";
import type { ActionState } from "@/lib/web/action-state";

type ParticularsFormProps = {
  particulars: Particulars;
  save: (previous: ActionState, form: FormData) => Promise<ActionState>;
};

/** What readers see of the account, and the zone in which its dates are shown. */
export function ParticularsForm({ particulars, save }: ParticularsFormProps) {
  const t = useTranslations("settings.account");
  const languages = useTranslations("settings.profile.languages");
  return (
    <Card title={t("title")} padded>
      <ActionForm action={save} aria-label={t("title")} className="grid max-w-form gap-4">
        <Field name="name" label={t("name")} hint={t("nameHint")}>
          <Input defaultValue={particulars.name} autoComplete="organization" required maxLength={100} />
        </Field>
        <Field name="postalAddress" label={t("postalAddress")} hint={t("postalAddressHint")}>
          <Textarea defaultValue={particulars.postalAddress} autoComplete="street-address" rows={3} maxLength={300} />
        </Field>
        <Field name="timeZone" label={t("timeZone")} hint={t("timeZoneHint")}>
          <Select defaultValue={particulars.timeZone}>
            <TimeZones />
          </Select>
        </Field>
        <Field name="locale" label={t("language")} hint={t("languageHint")}>
          <Select
            defaultValue={particulars.locale}
            options={Locale.options.map((value) => ({ value, label: languages(value) }))}
          />
        </Field>
        <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

// "America/Sao_Paulo" is São Paulo's name among the zones of America.
function TimeZones() {
  const regions = Map.groupBy(Intl.supportedValuesOf("timeZone"), (zone) => zone.split("/")[0] ?? zone);
  return (
    <>
      <option value="UTC">UTC</option>
      {[...regions]
        .filter(([region]) => region !== "UTC")
        .map(([region, zones]) => (
          <optgroup key={region} label={region}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.slice(region.length + 1).replaceAll("_", " ")}
              </option>
            ))}
          </optgroup>
        ))}
    </>
  );
}
