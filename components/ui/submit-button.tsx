"use client";
import { Button, type ButtonProps } from "./button";
import { useFormState } from "./form-state";

/** Sends the form it stands in, and shows that it is under way. Primary, unless said otherwise. */
export function SubmitButton({ look = "primary", ...rest }: ButtonProps) {
  const { pending } = useFormState();
  return <Button {...rest} type="submit" look={look} busy={pending || rest.busy} />;
}
