import type { ReactNode } from "react";

/** Speaks what changes inside it without moving the focus. Keep it on the page from the start, and short. */
export function LiveRegion({ children, urgent = false }: { children: ReactNode; urgent?: boolean }) {
  return (
    <div role={urgent ? "alert" : "status"} aria-live={urgent ? "assertive" : "polite"} aria-atomic className="sr-only">
      {children}
    </div>
  );
}
