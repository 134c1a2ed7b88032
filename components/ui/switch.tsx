/* oxlint-disable jsx-a11y/role-has-required-aria-props -- the browser gives a checkbox that acts as a switch its state */
"use client";
import { useId, type ComponentProps, type ReactNode } from "react";
import { useTicked } from "./checkbox";
import { classes } from "./classes";

type SwitchProps = Omit<ComponentProps<"input">, "type"> & { name: string; label: ReactNode; hint?: ReactNode };

/** Something that is on or off. Saved with its form, like every other control. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  const id = useId();
  const on = useTicked(rest.name, rest.value, rest.defaultChecked);
  return (
    <div className={classes("grid grid-cols-[1fr_auto] items-start gap-x-4", className)}>
      <label htmlFor={id} className="text-13 font-medium">
        {label}
      </label>
      <input
        {...rest}
        {...(rest.checked === undefined ? { defaultChecked: on } : {})}
        id={id}
        type="checkbox"
        role="switch"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-0.5 h-5 w-9 shrink-0 appearance-none rounded-full bg-line-3 transition-colors duration-(--quick) before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-surface before:transition-transform before:duration-(--quick) checked:bg-ink checked:before:translate-x-4 disabled:opacity-50 forced-colors:border"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
