"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";

/** A few words over a control that has a spoken name already. Never the only place where something is said. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={400} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="rounded-2 bg-ink px-2 py-1 text-12 text-ink-inv transition-opacity duration-(--calm) data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
