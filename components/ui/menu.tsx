"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { Link } from "./link";
import type { ReactNode } from "react";
import { buttonLook, type ButtonLook, type ButtonSize } from "./button-look";
import { classes } from "./classes";

type MenuProps = {
  /** Spoken name of the button; shown too when `trigger` is not given as content. */
  label: string;
  trigger?: ReactNode;
  look?: ButtonLook;
  size?: ButtonSize;
  triggerClass?: string;
  side?: "top" | "bottom";
  align?: "start" | "end";
  children: ReactNode;
};

/** A list of acts behind one button: arrows move, letters jump, Escape closes and gives the focus back. */
export function Menu(props: MenuProps) {
  const { label, trigger, look = "quiet", size, triggerClass, side = "bottom", align = "end" } = props;
  return (
    <Base.Root>
      <Base.Trigger aria-label={label} className={triggerClass ?? buttonLook(look, size, !trigger)}>
        {trigger ?? <Ellipsis aria-hidden />}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-48 overflow-y-auto rounded-3 bg-surface p-1 shadow-pop transition-opacity duration-(--calm) data-ending-style:opacity-0 data-starting-style:opacity-0">
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemLook =
  "flex min-h-10 w-full items-center gap-2.5 rounded-2 px-2.5 text-left text-13 select-none data-disabled:text-ink-3 data-highlighted:bg-hover data-highlighted:outline-none md:min-h-8";

type ItemProps = { icon?: ReactNode; children: ReactNode };

/** A place to go to. */
export function MenuLink({ icon, href, children }: ItemProps & { href: string }) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={itemLook}>
      {icon}
      {children}
    </Base.LinkItem>
  );
}

type MenuItemProps = ItemProps & { danger?: boolean; disabled?: boolean; onSelect?: () => void; form?: string };

/** Something to do: `onSelect` here, or the id of a form of the page that is sent. */
export function MenuItem({ icon, danger, disabled, onSelect, form, children }: MenuItemProps) {
  const send = () => (document.getElementById(form ?? "") as HTMLFormElement | null)?.requestSubmit();
  return (
    <Base.Item disabled={disabled} onClick={form ? send : onSelect} className={classes(itemLook, danger && "text-bad")}>
      {icon}
      {children}
    </Base.Item>
  );
}

/** A hairline between kinds of acts. */
export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 border-t border-line" />;
}
