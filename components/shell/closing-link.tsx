"use client";
import type { MouseEvent, ReactNode } from "react";
import { Link } from "@/components/ui/link";

/** A link in a popover: following it closes the popover, which would otherwise stay open over the next page. */
export function ClosingLink({ href, className, children }: { href: string; className: string; children: ReactNode }) {
  const close = (event: MouseEvent<HTMLElement>) =>
    event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
  return (
    <Link href={href} className={className} onClick={close}>
      {children}
    </Link>
  );
}
