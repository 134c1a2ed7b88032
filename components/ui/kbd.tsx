/** A key to press. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-1 border border-line-2 bg-paper px-1 font-mono text-11 font-medium text-ink-3">
      {children}
    </kbd>
  );
}
