"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { LiveRegion } from "@/components/ui/live-region";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState, FormAction } from "@/lib/web/action-state";
import { ConsentFields } from "./consent-fields";

export type ChosenActs = { joinAll: FormAction; takeAll: FormAction; removeAll: FormAction };
type Act = "join" | "take" | "remove";

type ChosenContactsProps = {
  ids: readonly string[];
  lists: readonly { id: string; name: string }[];
  list: string | undefined;
  acts: ChosenActs;
  clear: () => void;
};

/** What can be done with the chosen contacts; there only while some are chosen. What was done is spoken. */
export function ChosenContacts({ ids, lists, list, acts, clear }: ChosenContactsProps) {
  const t = useTranslations("contacts.chosen");
  const [said, setSaid] = useState("");
  const onDone = (act: Act) => (state: ActionState) => {
    setSaid(t(`${act}.done`, { count: Number(state.result ?? 0) }));
    clear();
  };
  const others = lists.filter((one) => one.id !== list);
  const name = lists.find((one) => one.id === list)?.name;
  return (
    <>
      <LiveRegion>{said}</LiveRegion>
      {ids.length > 0 && (
        <section
          aria-label={t("label")}
          className="sticky top-13 z-5 flex flex-wrap items-center gap-2 rounded-t-3 border-b border-line bg-picked px-4 py-2"
        >
          <p className="mr-2 font-strong">{t("count", { count: ids.length })}</p>
          {others.length > 0 && (
            <ChosenDialog act="join" ids={ids} action={acts.joinAll} onDone={onDone("join")}>
              <Field name="listId" label={t("join.list")}>
                <Select options={others.map((one) => ({ value: one.id, label: one.name }))} />
              </Field>
              <ConsentFields />
            </ChosenDialog>
          )}
          {list && name && (
            <ChosenDialog act="take" ids={ids} name={name} action={acts.takeAll} onDone={onDone("take")}>
              <input type="hidden" name="listId" value={list} />
            </ChosenDialog>
          )}
          <ChosenDialog act="remove" ids={ids} action={acts.removeAll} onDone={onDone("remove")} />
          <span className="ml-auto">
            <IconButton label={t("clear")} icon={<X aria-hidden />} size="small" onClick={clear} />
          </span>
        </section>
      )}
    </>
  );
}

type ChosenDialogProps = {
  act: Act;
  ids: readonly string[];
  name?: string;
  action: FormAction;
  onDone: (state: ActionState) => void;
  children?: ReactNode;
};

function ChosenDialog({ act, ids, name = "", action, onDone, children }: ChosenDialogProps) {
  const t = useTranslations("contacts.chosen");
  const danger = act !== "join";
  return (
    <Dialog
      trigger={t(`${act}.trigger`, { name })}
      look={act === "remove" ? "danger" : "secondary"}
      size="small"
      title={t(`${act}.title`, { count: ids.length, name })}
      description={t(`${act}.text`)}
    >
      <ActionForm action={action} done={false} onDone={onDone} className="grid gap-4">
        {ids.map((id) => (
          <input key={id} type="hidden" name="contactId[]" value={id} />
        ))}
        {children}
        <DialogActions>
          <SubmitButton look={danger ? "danger" : "primary"}>{t(`${act}.confirm`)}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
