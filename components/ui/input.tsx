"use client";
import type { ComponentProps } from "react";
import { classes } from "./classes";
import { useControl, useTyped } from "./form-state";

export const controlLook =
  "w-full rounded-2 border border-line-2 bg-surface text-ink hover:border-line-3 aria-invalid:border-bad disabled:border-line disabled:bg-sunken disabled:text-ink-3";

/** One line of text. 16 px on a phone, so that the page does not zoom when it is touched. */
export function Input({ className, mono, ...rest }: ComponentProps<"input"> & { mono?: boolean }) {
  const control = useControl(rest);
  const typed = useTyped(control.name, rest.defaultValue);
  const start = rest.value === undefined && rest.type !== "file" ? { defaultValue: typed } : {};
  return (
    <input
      type="text"
      {...rest}
      {...control}
      {...start}
      className={classes(
        controlLook,
        "h-11 px-3 read-only:bg-sunken text-16 md:h-7.5 md:px-2.25 md:text-13",
        "file:mr-3 file:h-full file:border-0 file:bg-transparent file:font-medium file:text-ink",
        mono && "font-mono",
        className,
      )}
    />
  );
}
