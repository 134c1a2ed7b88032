"use client";
import type { ReactNode } from "react";

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
};

/** One of two or three, side by side; the pressed one says so. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset aria-label={label} className="inline-flex rounded-2 border border-line-2 bg-sunken p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="inline-flex h-8 items-center gap-1.5 rounded-1 px-2.5 text-12 font-medium text-ink-2 hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-sheet md:h-6 forced-colors:aria-pressed:underline"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
