"use client";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { useRefusal } from "@/components/ui/use-refusal";
import type { DraftContent } from "@/lib/campaigns/schema";

export type Lists = readonly { id: string; name: string }[];

/** Who a campaign may come from. `isOpen`: any other address may be written too, since nothing leaves the machine or the operator allows it. */
export type Senders = { confirmed: readonly { name: string; address: string }[]; isOpen: boolean };

type EnvelopeProps = {
  draft: DraftContent;
  lists: Lists;
  senders: Senders;
  fields: Record<string, string>;
  change: (part: Partial<DraftContent>) => void;
};

/** What stands on the outside of the mail: to whom, from whom, and what a mailbox shows of it. */
export function EnvelopeFields({ draft, lists, senders, fields, change }: EnvelopeProps) {
  const t = useTranslations("campaigns.envelope");
  const refusal = useRefusal();
  const text = (name: "name" | "subject" | "preheader" | "fromName" | "fromEmail", longest: number) => ({
    value: draft[name],
    maxLength: longest,
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const isConfirmed = confirmedAddress(draft, senders) !== undefined;
  const fromHint = senders.isOpen ? undefined : t(isConfirmed ? "confirmedHint" : "unconfirmedHint");
  const wrong = (name: string) => (fields[name] ? refusal(fields[name]) : undefined);
  return (
    <Card title={t("title")} padded>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="subject" label={t("subject")} error={wrong("subject")} className="sm:col-span-2">
          <Input {...text("subject", 250)} />
        </Field>
        <Field
          name="preheader"
          label={t("preheader")}
          hint={t("preheaderHint")}
          error={wrong("preheader")}
          className="sm:col-span-2"
        >
          <Input {...text("preheader", 250)} />
        </Field>
        <Field name="fromName" label={t("fromName")} error={wrong("fromName")}>
          <Input {...text("fromName", 120)} autoComplete="organization" />
        </Field>
        <Field name="fromEmail" label={t("fromEmail")} hint={fromHint} error={wrong("fromEmail")}>
          {senders.isOpen ? (
            <>
              <Input {...text("fromEmail", 254)} type="email" mono autoComplete="off" list="confirmed-senders" />
              <datalist id="confirmed-senders">
                {senders.confirmed.map(({ name, address }) => (
                  <option key={address} value={address}>
                    {name}
                  </option>
                ))}
              </datalist>
            </>
          ) : (
            <SenderSelect {...{ draft, senders, change }} />
          )}
        </Field>
        <Field name="listId" label={t("list")} error={wrong("listId")}>
          <Select
            value={draft.listId ?? ""}
            onChange={(event) => change({ listId: event.target.value || null })}
            options={[{ value: "", label: t("noList") }, ...lists.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </Field>
        <Field name="name" label={t("name")} hint={t("nameHint")} error={wrong("name")}>
          <Input {...text("name", 120)} />
        </Field>
        <Switch
          name="tracksOpens"
          label={t("tracksOpens")}
          checked={draft.tracksOpens}
          onChange={(event) => change({ tracksOpens: event.target.checked })}
        />
        <Switch
          name="tracksClicks"
          label={t("tracksClicks")}
          checked={draft.tracksClicks}
          onChange={(event) => change({ tracksClicks: event.target.checked })}
        />
      </div>
    </Card>
  );
}

function SenderSelect({ draft, senders, change }: Pick<EnvelopeProps, "draft" | "senders" | "change">) {
  const t = useTranslations("campaigns.envelope");
  const { fromEmail, fromName } = draft;
  const known = senders.confirmed.map(({ address }) => ({ value: address, label: address }));
  const other = { value: fromEmail, label: fromEmail || t("noSender") };
  return (
    <Select
      className="font-mono"
      value={confirmedAddress(draft, senders) ?? fromEmail}
      onChange={({ target }) => {
        const chosen = senders.confirmed.find(({ address }) => address === target.value);
        change({ fromEmail: target.value, ...(chosen && !fromName ? { fromName: chosen.name } : {}) });
      }}
      options={confirmedAddress(draft, senders) ? known : [other, ...known]}
    />
  );
}

// As the account has it: the domain of an address is the same in any case of its letters.
function confirmedAddress({ fromEmail }: DraftContent, { confirmed }: Senders): string | undefined {
  return confirmed.find(({ address }) => address.toLowerCase() === fromEmail.toLowerCase())?.address;
}
