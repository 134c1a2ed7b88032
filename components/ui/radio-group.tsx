"use client";
import { useId, type ReactNode } from "react";
import { classes } from "./classes";
import { FieldError, useFieldError } from "./field";
import { useTyped } from "./form-state";

type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  options: readonly RadioOption[];
  defaultValue?: string;
  required?: boolean;
  className?: string;
  onChange?: (value: string) => void;
};

/** One of a few, all in sight. Arrow keys move between them, as everywhere. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, label, hint, options, required, className, onChange } = props;
  const id = useId();
  const problem = useFieldError(name);
  const chosen = useTyped(name, props.defaultValue);
  const describedBy = classes(hint ? `${id}-hint` : null, problem && `${id}-error`) || undefined;
  return (
    <fieldset
      role="radiogroup"
      className={className}
      aria-describedby={describedBy}
      aria-invalid={problem ? true : undefined}
    >
      <legend className="mb-1.5 text-12 font-medium text-ink-2">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-2 text-12 text-ink-3">
          {hint}
        </p>
      )}
      <div className="grid gap-2.5">
        {options.map((option) => (
          <Radio
            key={option.value}
            {...option}
            name={name}
            required={required}
            chosen={option.value === chosen}
            onChoose={onChange}
          />
        ))}
      </div>
      <FieldError id={`${id}-error`} text={problem} />
    </fieldset>
  );
}

type RadioProps = RadioOption & {
  name: string;
  required: boolean | undefined;
  chosen: boolean;
  onChoose: ((value: string) => void) | undefined;
};

function Radio({ name, value, label, hint, disabled, required, chosen, onChoose }: RadioProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2.5">
      <input
        id={id}
        type="radio"
        name={name}
        value={value}
        defaultChecked={chosen}
        disabled={disabled}
        required={required}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={onChoose && (() => onChoose(value))}
        className="mt-0.5 size-4 appearance-none rounded-full border-[1.5px] border-line-3 bg-surface checked:border-5 checked:border-ink disabled:border-line-2"
      />
      <label htmlFor={id} className="text-13 font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="col-start-2 text-12 text-ink-2">
          {hint}
        </p>
      )}
    </div>
  );
}
