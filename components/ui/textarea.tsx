"use client";
import type { ComponentProps } from "react";
import { classes } from "./classes";
import { useControl, useTyped } from "./form-state";
import { controlLook } from "./input";

/** Several lines of text; grows with what is written where the browser can. */
export function Textarea({ className, mono, ...rest }: ComponentProps<"textarea"> & { mono?: boolean }) {
  const control = useControl(rest);
  const typed = useTyped(control.name, rest.defaultValue);
  const start = rest.value === undefined ? { defaultValue: typed } : {};
  return (
    <textarea
      rows={4}
      {...rest}
      {...control}
      {...start}
      className={classes(
        controlLook,
        "read-only:bg-sunken field-sizing-content max-h-120 min-h-20 px-3 py-2 text-16 md:px-2.25 md:py-1.5 md:text-13",
        mono && "font-mono md:text-12",
        className,
      )}
    />
  );
}
