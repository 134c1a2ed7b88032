"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { CheckboxBox } from "@/components/ui/checkbox";
import { FieldError, useFieldError } from "@/components/ui/field";
import { useFormState } from "@/components/ui/form-state";
import { Permission } from "@/lib/accounts/schema";

/** The five areas a member may work on. None is ticked in advance for someone new. */
export function PermissionBoxes({ held = [] }: { held?: readonly Permission[] }) {
  const t = useTranslations("accounts");
  const id = useId();
  const problem = useFieldError("permissions");
  const { values } = useFormState().state;
  const ticked = values ? (values.permissions ?? "").split("\n") : held;
  return (
    <fieldset aria-describedby={problem && `${id}-error`} aria-invalid={problem ? true : undefined}>
      <legend className="mb-1.5 text-12 font-medium text-ink-2">{t("members.permissionsLegend")}</legend>
      <div className="grid gap-2.5">
        {Permission.options.map((area) => (
          <div key={area} className="grid grid-cols-[auto_1fr] gap-x-2.5">
            <CheckboxBox
              id={`${id}-${area}`}
              name="permissions[]"
              value={area}
              defaultChecked={ticked.includes(area)}
              aria-describedby={`${id}-${area}-hint`}
              className="mt-0.5"
            />
            <label htmlFor={`${id}-${area}`} className="text-13 font-medium">
              {t(`permission.${area}`)}
            </label>
            <p id={`${id}-${area}-hint`} className="col-start-2 text-12 text-ink-2">
              {t(`permissionHint.${area}`)}
            </p>
          </div>
        ))}
      </div>
      <FieldError id={`${id}-error`} text={problem} />
    </fieldset>
  );
}
