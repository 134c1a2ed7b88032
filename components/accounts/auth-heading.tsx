import type { ReactNode } from "react";

/** The head of a page of the sign-in: what it is for, and one sentence. */
export function AuthHeading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="text-26 font-strong tracking-tight">{title}</h1>
      {children && <p className="mt-2 text-14 text-ink-2">{children}</p>}
    </div>
  );
}
