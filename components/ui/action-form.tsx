"use client";
import { useTranslations } from "next-intl";
import {
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  type ComponentProps,
  type FormEvent,
  type ReactNode,
} from "react";
import { idle, type ActionState } from "@/lib/web/action-state";
import { DialogContext } from "./dialog-context";
import { FormStateContext } from "./form-state";
import { FormSummary } from "./form-summary";
import { Notice } from "./notice";

type ActionFormProps = Omit<ComponentProps<"form">, "action" | "children"> & {
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  /** What to say when it worked; `false` says nothing (the page itself shows it). */
  done?: ReactNode | false;
  onDone?: (state: ActionState) => void;
  children: ReactNode | ((state: ActionState) => ReactNode);
};

/**
 * A form of one server action. It works before the script is there; with it, what was typed stays, the first
 * wrong field gets the focus, and the answer is spoken. Inside a dialog it closes the dialog once it worked.
 */
export function ActionForm({ action, done, onDone, className, children, ...rest }: ActionFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [state, dispatch, pending] = useActionState(action, idle);
  useAnswer(form, state, onDone);

  // Sent by hand, since React empties a form that it sends itself.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const filled = new FormData(event.currentTarget, submitter);
    startTransition(() => dispatch(filled));
  };

  return (
    <form
      ref={form}
      noValidate
      {...rest}
      action={dispatch}
      onSubmit={submit}
      className={className ?? "grid gap-4 md:[&>button]:justify-self-start"}
    >
      <FormStateContext value={{ state, pending }}>
        {state.status === "refused" && <FormSummary form={form} />}
        {state.status === "done" && done !== false && <Done>{done}</Done>}
        {typeof children === "function" ? children(state) : children}
      </FormStateContext>
    </form>
  );
}

function Done({ children }: { children: ReactNode }) {
  const t = useTranslations("ui");
  return <Notice tone="success">{children ?? t("form.done")}</Notice>;
}

function useAnswer(
  form: { current: HTMLFormElement | null },
  state: ActionState,
  onDone: ((state: ActionState) => void) | undefined,
) {
  const dialog = useContext(DialogContext);
  const answer = useEffectEvent((told: ActionState) => {
    if (told.status === "refused") focusFirstWrong(form.current, told);
    if (told.status === "done") {
      onDone?.(told);
      dialog?.close();
    }
  });
  // `state` is a new object for each answer: twice the same refusal moves the focus twice.
  useEffect(() => answer(state), [state]);
}

function focusFirstWrong(form: HTMLFormElement | null, { fields = {} }: ActionState) {
  const controls = [...(form?.elements ?? [])] as HTMLInputElement[];
  const wrong = controls.find((control) => control.name in fields && control.type !== "hidden");
  const target = wrong ?? form?.querySelector<HTMLElement>("[data-summary]");
  target?.focus();
}
