"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState, type ReactNode } from "react";
import { buttonLook, type ButtonLook, type ButtonSize } from "./button-look";
import { classes } from "./classes";
import { DialogContext } from "./dialog-context";

type DialogProps = {
  /** The words on the button that opens it; without them, open it through `open`. */
  trigger?: ReactNode;
  icon?: ReactNode;
  look?: ButtonLook;
  size?: ButtonSize;
  title: ReactNode;
  description?: ReactNode;
  wide?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children?: ReactNode;
};

/** A question that must be answered before going on. The focus stays inside, Escape leaves, the opener gets it back. */
export function Dialog(props: DialogProps) {
  const { trigger, icon, look, size, title, description, wide, children } = props;
  const t = useTranslations("ui");
  const [own, setOwn] = useState(false);
  const open = props.open ?? own;
  const setOpen = props.onOpenChange ?? setOwn;
  const context = useMemo(() => ({ close: () => setOpen(false) }), [setOpen]);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      {trigger && (
        <Base.Trigger className={buttonLook(look, size)}>
          {icon}
          {trigger}
        </Base.Trigger>
      )}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-(--calm) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className={classes(popup, wide ? "md:w-180" : "md:w-110")}>
          <div className="flex items-start gap-4 px-5 pt-4">
            <Base.Title className="flex-1 pt-0.5 text-16 font-bold md:pt-0">{title}</Base.Title>
            <Base.Close aria-label={t("close")} className={buttonLook("quiet", "small", true)}>
              <X aria-hidden />
            </Base.Close>
          </div>
          {description && <Base.Description className="px-5 pt-1 text-ink-2">{description}</Base.Description>}
          <div className="overflow-y-auto px-5 pt-4 pb-5">
            <DialogContext value={context}>{children}</DialogContext>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

const popup =
  "fixed inset-x-3 bottom-3 z-50 flex max-h-[85dvh] flex-col rounded-3 bg-surface shadow-pop transition-[opacity,translate] duration-(--calm) ease-calm data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0 md:inset-x-auto md:top-[14dvh] md:bottom-auto md:left-1/2 md:max-h-[72dvh] md:-translate-x-1/2";

/** The row of buttons at the foot of a dialog: the way out first, the act last. The way out has words of its own where the act is itself a cancelling. */
export function DialogActions({ keep, children }: { keep?: ReactNode; children: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <div className="mt-1 flex flex-col-reverse gap-2 md:flex-row md:justify-end">
      <Base.Close className={buttonLook("quiet")}>{keep ?? t("cancel")}</Base.Close>
      {children}
    </div>
  );
}
