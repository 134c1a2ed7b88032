import { Link } from "./link";
import type { ComponentProps, ReactNode } from "react";
import { buttonLook, type ButtonLook, type ButtonSize } from "./button-look";
import { classes } from "./classes";

type LinkButtonProps = ComponentProps<typeof Link> & {
  look?: ButtonLook;
  size?: ButtonSize;
  icon?: ReactNode;
};

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({ look, size, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={classes(buttonLook(look, size), className)}>
      {icon}
      {children}
    </Link>
  );
}
