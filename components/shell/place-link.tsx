"use client";
import { Link } from "@/components/ui/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link of the navigation that knows when one is there. */
export function PlaceLink({ href, className, children }: { href: string; className: string; children: ReactNode }) {
  const address = usePathname();
  const here = address === href || address.startsWith(`${href}/`);
  return (
    <Link href={href} aria-current={here ? (address === href ? "page" : "true") : undefined} className={className}>
      {children}
    </Link>
  );
}
