"use client";
import { Ban, Eraser, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import type { ContactStatus } from "@/lib/contacts/schema";
import type { FormAction } from "@/lib/web/action-state";

type ContactActsProps = {
  contact: { id: string; email: string; status: ContactStatus };
  acts: { unsubscribe: FormAction; remove: FormAction; erase: FormAction };
};

const icons = { unsubscribe: Ban, remove: Trash2, erase: Eraser } as const;

/** What ends: mail to a person, their place here, every trace of them. Each asks first and says what stays. */
export function ContactActs({ contact, acts }: ContactActsProps) {
  const t = useTranslations("contacts.acts");
  const { id, email, status } = contact;
  const names = (["unsubscribe", "remove", "erase"] as const).filter(
    (name) => name !== "unsubscribe" || status !== "unsubscribed",
  );
  return (
    <Card title={t("title")}>
      {names.map((name) => {
        const Icon = icons[name];
        return (
          <div key={name} className="grid gap-2 border-t border-line px-4 py-3">
            <p className="text-12 text-ink-2">{t(`${name}.text`)}</p>
            <div>
              <Confirm
                trigger={t(`${name}.trigger`)}
                icon={<Icon aria-hidden />}
                look={name === "unsubscribe" ? "secondary" : "danger"}
                title={t(`${name}.title`, { email })}
                description={t(`${name}.text`)}
                confirm={t(`${name}.trigger`)}
                action={acts[name]}
                values={{ contactId: id }}
                danger
              />
            </div>
          </div>
        );
      })}
    </Card>
  );
}
