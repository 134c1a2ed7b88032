"use client";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "./classes";
import { useControl, useTyped } from "./form-state";
import { controlLook } from "./input";

type Option = { value: string; label: string; disabled?: boolean };

/** One of several. The browser's own list: every keyboard, screen reader and phone knows it, script or not. */
export function Select({
  options,
  className,
  children,
  ...rest
}: ComponentProps<"select"> & { options?: readonly Option[] }) {
  const control = useControl(rest);
  const typed = useTyped(control.name, rest.defaultValue);
  const start = rest.value === undefined ? { defaultValue: typed } : {};
  return (
    <span className={classes("relative block", className)}>
      <select
        {...rest}
        {...control}
        {...start}
        className={classes(controlLook, "h-11 appearance-none pr-8 pl-3 text-16 md:h-7.5 md:pl-2.25 md:text-13")}
      >
        {options?.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5! -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
