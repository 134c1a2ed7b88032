import { classes } from "./classes";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

const looks: Record<ButtonLook, string> = {
  // One a screen: the next thing to do.
  primary:
    "border-accent bg-accent font-strong text-accent-on shadow-sheet hover:border-accent-hover hover:bg-accent-hover",
  secondary: "border-line-2 bg-surface font-medium text-ink shadow-sheet hover:bg-hover",
  quiet: "border-transparent font-medium text-ink-2 hover:bg-hover hover:text-ink",
  danger: "border-line-2 bg-surface font-medium text-bad shadow-sheet hover:bg-bad-soft",
};

const sizes: Record<ButtonSize, string> = {
  small: "h-9 px-3 text-12 md:h-6.5 md:px-2.25",
  medium: "h-10 px-3.5 text-13 md:h-7.5 md:px-2.75",
  large: "h-11.5 px-4.5 text-14 md:h-10",
};

const squares: Record<ButtonSize, string> = {
  small: "size-9 md:size-6.5",
  medium: "size-10 md:size-7.5",
  large: "size-11.5 md:size-10",
};

const shape =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-2 border whitespace-nowrap select-none transition-colors duration-(--quick) ease-calm";
const off =
  "disabled:border-line disabled:bg-sunken disabled:text-ink-3 disabled:shadow-none aria-disabled:cursor-default";

/** The classes of a button, for whatever element acts as one. */
export function buttonLook(look: ButtonLook = "secondary", size: ButtonSize = "medium", square = false) {
  return classes(shape, off, looks[look], square ? squares[size] : sizes[size]);
}
