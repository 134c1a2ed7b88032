import { LoaderCircle } from "lucide-react";

/** Something is under way: a turning mark and the words for it. The words are always there, seen or spoken. */
export function Spinner({ label, quiet = false }: { label: string; quiet?: boolean }) {
  return (
    <output className="inline-flex items-center gap-2 text-ink-2">
      <LoaderCircle aria-hidden className="animate-spin" />
      <span className={quiet ? "sr-only" : undefined}>{label}</span>
    </output>
  );
}
