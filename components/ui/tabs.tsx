"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { tabLook } from "./tab-look";

type Panel = { value: string; label: ReactNode; count?: ReactNode; content: ReactNode };

/** Several views of one thing on one page. Arrow keys move between them. */
export function Tabs({ label, panels, start }: { label: string; panels: readonly Panel[]; start?: string }) {
  return (
    <Base.Root defaultValue={start ?? panels[0]?.value}>
      <Base.List aria-label={label} className={tabLook.list}>
        {panels.map(({ value, label: name, count }) => (
          <Base.Tab key={value} value={value} className={tabLook.tab}>
            {name}
            {count !== undefined && <span className={tabLook.count}>{count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {panels.map(({ value, content }) => (
        <Base.Panel key={value} value={value} className="pt-4">
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
