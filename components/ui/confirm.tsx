"use client";
import type { ReactNode } from "react";
import type { ActionState } from "@/lib/web/action-state";
import { ActionForm } from "./action-form";
import type { ButtonLook, ButtonSize } from "./button-look";
import { Dialog, DialogActions } from "./dialog";
import { SubmitButton } from "./submit-button";

type ConfirmProps = {
  trigger: ReactNode;
  icon?: ReactNode;
  look?: ButtonLook;
  size?: ButtonSize;
  title: ReactNode;
  /** What will happen, with the number, and whether it can be undone. */
  description?: ReactNode;
  confirm: ReactNode;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** Sent along: the ids of what it is about. */
  values?: Record<string, string>;
  danger?: boolean;
  /** The words on the way out, where "Cancel" would be read as the act. */
  keep?: ReactNode;
  children?: ReactNode;
};

/** Ask before an act that cannot be taken back: a dialog round one server action. */
export function Confirm(props: ConfirmProps) {
  const { trigger, icon, look, size, title, description, confirm, action, danger, keep } = props;
  return (
    <Dialog {...{ trigger, icon, look, size, title, description }}>
      <ActionForm action={action} done={false}>
        {Object.entries(props.values ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.children}
        <DialogActions keep={keep}>
          <SubmitButton look={danger ? "danger" : "primary"}>{confirm}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
