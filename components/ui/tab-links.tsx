import { Link } from "./link";
import type { ReactNode } from "react";
import { ScrollToCurrent } from "./scroll-to-current";
import { tabLook } from "./tab-look";

type TabLink = { href: string; label: ReactNode; count?: ReactNode; icon?: ReactNode; current?: boolean };

/** Tabs that are pages: each has its own address, the current one says so. */
export function TabLinks({ label, links }: { label: string; links: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="min-w-0">
      <ScrollToCurrent className={tabLook.list}>
        {links.map(({ href, label: name, count, icon, current }) => (
          <li key={href} className="contents">
            <Link href={href} aria-current={current ? "page" : undefined} className={tabLook.tab}>
              {icon}
              {name}
              {count !== undefined && <span className={tabLook.count}>{count}</span>}
            </Link>
          </li>
        ))}
      </ScrollToCurrent>
    </nav>
  );
}
