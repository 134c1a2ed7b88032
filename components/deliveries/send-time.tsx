"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { WavePreview } from "./wave-preview";

export type ZoneField = { key: string; label: string };

type SendTimeProps = {
  campaignId: string;
  undoSeconds: number;
  zone: string;
  zoneFields: readonly ZoneField[];
  when: string;
  onWhen: (when: string) => void;
};

const NAMED_SO = /zone|fuso|tz/i;

/** When it is sent, and in which order: now, at a time, or at a time on the clock of each reader. */
export function SendTime({ campaignId, undoSeconds, zone, zoneFields, when, onWhen }: SendTimeProps) {
  const t = useTranslations("sending.panel");
  const likely = zoneFields.find(({ key, label }) => NAMED_SO.test(`${key} ${label}`)) ?? zoneFields[0];
  const [zoneField, setZoneField] = useState(likely?.key ?? "");
  const [wallTime, setWallTime] = useState("");
  const mayZone = zoneFields.length > 0;
  // Without script the fields stand there all the time, and the choice above says which count.
  const shown = (is: boolean) => (is ? "" : "hidden noscript:block");
  return (
    <>
      <RadioGroup
        name="when"
        label={t("when")}
        defaultValue="now"
        onChange={onWhen}
        options={[
          { value: "now", label: t("now"), hint: t("nowHint", { seconds: undoSeconds }) },
          { value: "later", label: t("later"), hint: t("laterHint", { zone }) },
          {
            value: "zoned",
            label: t("zoned"),
            hint: mayZone ? t("zonedHint", { zone }) : t("zonedNone"),
            disabled: !mayZone,
          },
        ]}
      />
      <Field
        name="sendAt"
        label={when === "zoned" ? t("wallTime") : t("sendAt", { zone })}
        className={shown(when !== "now")}
      >
        <Input type="datetime-local" onChange={(event) => setWallTime(event.target.value)} />
      </Field>
      {mayZone && (
        <Field name="zoneField" label={t("zoneField")} className={shown(when === "zoned")}>
          <Select
            defaultValue={zoneField}
            onChange={(event) => setZoneField(event.target.value)}
            options={zoneFields.map(({ key, label }) => ({ value: key, label }))}
          />
        </Field>
      )}
      {when === "zoned" && <WavePreview {...{ campaignId, zoneField, wallTime, zone }} />}
      <Checkbox name="engagedFirst" label={t("order")} hint={t(when === "zoned" ? "orderHintZoned" : "orderHint")} />
    </>
  );
}
