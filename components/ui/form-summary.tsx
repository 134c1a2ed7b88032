"use client";
import { useTranslations } from "next-intl";
import { useFormState } from "./form-state";
import { Notice } from "./notice";
import { useRefusal } from "./use-refusal";

/** Why the form was refused, in words, with a way to each field in the wrong. Spoken when it appears. */
export function FormSummary({ form }: { form: { current: HTMLFormElement | null } }) {
  const t = useTranslations("ui");
  const refusal = useRefusal();
  const { reason, fields = {} } = useFormState().state;
  const wrong = Object.entries(fields);
  const goTo = (name: string) => {
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
    else if (control instanceof RadioNodeList && control[0] instanceof HTMLElement) control[0].focus();
  };
  const heading = wrong.length > 0 ? t("form.refusedTitle", { count: wrong.length }) : refusal(reason ?? "unknown");

  return (
    <div data-summary tabIndex={-1} className="rounded-2">
      <Notice tone="danger" title={heading}>
        {wrong.length > 1 && (
          <ul className="mt-1 grid gap-0.5">
            {wrong.map(([name, why]) => (
              <li key={name}>
                <button type="button" className="link text-left" onClick={() => goTo(name)}>
                  {refusal(why)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
