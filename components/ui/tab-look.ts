/** How tabs look, as links and as views of one page. */
export const tabLook = {
  list: "flex gap-4.5 overflow-x-auto border-b border-line [scrollbar-width:none]",
  tab: "-mb-px flex min-h-10 shrink-0 items-center gap-1.5 border-b-2 border-transparent pt-1 pb-1.5 font-medium whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink aria-selected:border-accent aria-selected:text-ink md:min-h-9",
  count: "text-12 font-normal text-ink-3",
};
