"use client";
import { useEffect, useRef, type ReactNode } from "react";

/** A row that may be wider than a phone: what is current in it is scrolled into sight. */
export function ScrollToCurrent({ className, children }: { className: string; children: ReactNode }) {
  const row = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const list = row.current;
    const current = list?.querySelector<HTMLElement>("[aria-current]");
    if (!list || !current) return;
    const box = current.getBoundingClientRect();
    const sight = list.getBoundingClientRect();
    if (box.right > sight.right || box.left < sight.left) list.scrollLeft += box.left - sight.left - 16;
  });
  return (
    <ul ref={row} className={className}>
      {children}
    </ul>
  );
}
