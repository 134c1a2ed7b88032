"use client";
import { Check, Minus } from "lucide-react";
import { useId, useLayoutEffect, useRef, type ComponentProps, type ReactNode } from "react";
import { classes } from "./classes";
import { FieldError, useFieldError } from "./field";
import { useFormState } from "./form-state";

type BoxProps = Omit<ComponentProps<"input">, "type"> & { mixed?: boolean };

/** The box alone, for rows of a table: give it an aria-label. */
export function CheckboxBox({ mixed = false, className, ...rest }: BoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <span className={classes("relative inline-grid size-4 shrink-0 place-items-center", className)}>
      <input
        ref={box}
        type="checkbox"
        {...rest}
        className="peer absolute inset-0 size-4 appearance-none before:absolute before:-inset-1.5 rounded-1 border-[1.5px] border-line-3 bg-surface checked:border-ink checked:bg-ink indeterminate:border-ink indeterminate:bg-ink disabled:border-line-2 disabled:bg-sunken"
      />
      <Check
        aria-hidden
        className="pointer-events-none relative hidden size-3! text-ink-inv stroke-[2.25]! peer-checked:block peer-indeterminate:hidden"
      />
      <Minus
        aria-hidden
        className="pointer-events-none absolute hidden size-3! text-ink-inv stroke-[2.25]! peer-indeterminate:block"
      />
    </span>
  );
}

type CheckboxProps = Omit<BoxProps, "mixed"> & { name: string; label: ReactNode; hint?: ReactNode };

/** A box to tick, with its words beside it. Consent is never ticked in advance. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  const id = useId();
  const problem = useFieldError(rest.name);
  const ticked = useTicked(rest.name, rest.value, rest.defaultChecked);
  const describedBy = classes(hint ? `${id}-hint` : null, problem && `${id}-error`) || undefined;
  return (
    <div className={className}>
      <div className="grid grid-cols-[auto_1fr] gap-x-2.5">
        <CheckboxBox
          {...rest}
          {...(rest.checked === undefined ? { defaultChecked: ticked } : {})}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={problem ? true : undefined}
          className="mt-0.5"
        />
        <label htmlFor={id} className="text-13">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="col-start-2 text-12 text-ink-3">
            {hint}
          </p>
        )}
      </div>
      <FieldError id={`${id}-error`} text={problem} />
    </div>
  );
}

/** Whether a box starts ticked: as it was when the form was refused, else as given. */
export function useTicked(
  name: string | undefined,
  value: ComponentProps<"input">["value"],
  start: boolean | undefined,
) {
  const { values } = useFormState().state;
  if (!values || !name) return start;
  return values[name] === (value ?? "on");
}
