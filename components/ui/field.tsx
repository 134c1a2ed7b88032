"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import { classes } from "./classes";
import { FieldContext, useFormState } from "./form-state";
import { useRefusal } from "./use-refusal";

type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Already in words; without it the form's answer for this name is shown. */
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  children: ReactNode;
};

/** A control with its label, hint and error, tied together for every reader. */
export function Field({ name, label, hint, error, optional, className, children }: FieldProps) {
  const t = useTranslations("ui");
  const id = useId();
  const problem = useFieldError(name, error);
  const describedBy = classes(hint ? `${id}-hint` : null, problem && `${id}-error`) || undefined;
  return (
    <FieldContext value={{ id, name, describedBy, invalid: Boolean(problem) }}>
      <div className={className}>
        <label htmlFor={id} className="mb-1.25 block text-12 font-medium text-ink-2">
          {label}
          {optional && <span className="ml-1.5 font-normal text-ink-3">{t("optional")}</span>}
        </label>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="mt-1.25 text-12 text-ink-3">
            {hint}
          </p>
        )}
        <FieldError id={`${id}-error`} text={problem} />
      </div>
    </FieldContext>
  );
}

/** The words for what is wrong with a control, or nothing. */
export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p id={id} className="mt-1.25 flex gap-1.5 text-12 font-medium text-bad">
      <CircleAlert aria-hidden className="mt-px size-3.5!" />
      {text}
    </p>
  );
}

/** The error of one name: the one given, else what the form was told. */
export function useFieldError(name: string, given?: string): string | undefined {
  const reason = useFormState().state.fields?.[name];
  const refusal = useRefusal();
  return given ?? (reason ? refusal(reason) : undefined);
}
