"use client";
import type { ReactNode } from "react";
import type { ButtonProps } from "./button";
import { buttonLook } from "./button-look";
import { classes } from "./classes";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ButtonProps, "busy" | "children" | "icon"> & {
  /** What it does, in words: spoken, and shown on hover and focus. */
  label: string;
  icon: ReactNode;
};

export function IconButton({ label, icon, look = "quiet", size, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button type="button" aria-label={label} {...rest} className={classes(buttonLook(look, size, true), className)}>
        {icon}
      </button>
    </Tooltip>
  );
}
