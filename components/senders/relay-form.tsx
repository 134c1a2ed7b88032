"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { TlsMode, type RelayView } from "@/lib/senders/schema";
import type { FormAction } from "@/lib/web/action-state";

/** Where the account's own mail goes out. What was typed stays when it is refused; the secret is never shown. */
export function RelayForm({ relay, kind, save }: { relay: RelayView | null; kind: "smtp" | "ses"; save: FormAction }) {
  const t = useTranslations("senders.relay");
  const stored = relay?.kind === kind ? relay : null;
  return (
    <Card title={t(kind === "ses" ? "sesTitle" : "smtpTitle")} padded>
      <ActionForm action={save} done={t("saved")} aria-label={t("title")} className="grid max-w-form gap-4">
        <input type="hidden" name="kind" value={kind} />
        {kind === "ses" ? <SesFields relay={stored} /> : <SmtpFields relay={stored} />}
        <Secret isStored={stored?.hasSecret ?? false} isKey={kind === "ses"} />
        <Pace relay={stored} kind={kind} />
        <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

function SmtpFields({ relay }: { relay: RelayView | null }) {
  const t = useTranslations("senders.relay");
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-3">
        <Field name="host" label={t("host")}>
          <Input mono defaultValue={relay?.host} autoComplete="off" autoCapitalize="none" spellCheck={false} required />
        </Field>
        <Field name="port" label={t("port")}>
          <Input mono inputMode="numeric" defaultValue={relay?.port ?? 587} required />
        </Field>
      </div>
      <RadioGroup
        name="tls"
        label={t("tls")}
        defaultValue={relay?.tls ?? "starttls"}
        options={TlsMode.options.map((value) => ({
          value,
          label: t(`tlsModes.${value}.label`),
          hint: t(`tlsModes.${value}.hint`),
        }))}
      />
      <Field name="username" label={t("username")} optional>
        <Input mono defaultValue={relay?.username} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
    </>
  );
}

function SesFields({ relay }: { relay: RelayView | null }) {
  const t = useTranslations("senders.relay");
  return (
    <>
      <Field name="region" label={t("region")} hint={t("regionHint")}>
        <Input mono defaultValue={relay?.region} autoComplete="off" required />
      </Field>
      <Field name="username" label={t("accessKey")}>
        <Input mono defaultValue={relay?.username} autoComplete="off" required />
      </Field>
      <Field name="configurationSet" label={t("configurationSet")} optional hint={t("configurationSetHint")}>
        <Input mono defaultValue={relay?.configurationSet} autoComplete="off" />
      </Field>
    </>
  );
}

function Secret({ isStored, isKey }: { isStored: boolean; isKey: boolean }) {
  const t = useTranslations("senders.relay");
  return (
    <Field name="secret" label={t(isKey ? "secretKey" : "password")} hint={isStored ? t("stored") : undefined}>
      <Input type="password" mono autoComplete="new-password" maxLength={500} />
    </Field>
  );
}

function Pace({ relay, kind }: { relay: RelayView | null; kind: "smtp" | "ses" }) {
  const t = useTranslations("senders.relay");
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="connections" label={t("connections")}>
          <Input inputMode="numeric" defaultValue={relay?.connections ?? 4} className="figures" />
        </Field>
        <Field name="perSecond" label={t("perSecond")} optional>
          <Input inputMode="numeric" defaultValue={relay?.perSecond ?? ""} className="figures" />
        </Field>
        {kind === "smtp" && (
          <Field
            name="perConnection"
            label={t("perConnection")}
            className="sm:col-span-2"
            hint={t("perConnectionHint")}
          >
            <Input inputMode="numeric" defaultValue={relay?.perConnection ?? 100} className="figures max-w-40" />
          </Field>
        )}
      </div>
      {kind === "smtp" && (
        <Checkbox
          name="signsDkim"
          label={t("signsDkim")}
          hint={t("signsDkimHint")}
          defaultChecked={relay?.signsDkim ?? false}
        />
      )}
    </>
  );
}
