"use client";
import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { buttonLook, type ButtonLook, type ButtonSize } from "./button-look";
import { classes } from "./classes";

export type ButtonProps = ComponentProps<"button"> & {
  look?: ButtonLook;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Work is under way: the button keeps its place and the focus, says so, and a second press does nothing. */
  busy?: boolean;
};

export function Button({ look, size, icon, busy, className, children, onClick, ...rest }: ButtonProps) {
  const t = useTranslations("ui");
  const ignore = (event: MouseEvent) => event.preventDefault();
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || rest["aria-disabled"]}
      aria-busy={busy || undefined}
      onClick={busy ? ignore : onClick}
      className={classes(buttonLook(look, size), className)}
    >
      {busy ? <LoaderCircle aria-hidden className="-ml-0.5 animate-spin" /> : icon}
      {children}
      {busy && <span className="sr-only">{t("busy")}</span>}
    </button>
  );
}
