"use client";
import { createContext, useContext } from "react";
import { idle, type ActionState } from "@/lib/web/action-state";

type FormState = { state: ActionState; pending: boolean };
type FieldState = { id: string; name: string; describedBy: string | undefined; invalid: boolean };

/** What the form around a control knows: the answer to the last press, and whether one is under way. */
export const FormStateContext = createContext<FormState>({ state: idle, pending: false });

/** What the field around a control knows: names and the ids of its words. */
export const FieldContext = createContext<FieldState | null>(null);

export const useFormState = () => useContext(FormStateContext);

/** Props that tie a control to its field: id, name, description, error. A name of its own wins over the field's. */
export function useControl(given: { id?: string | undefined; name?: string | undefined }) {
  const field = useContext(FieldContext);
  return {
    id: given.id ?? field?.id,
    name: given.name ?? field?.name,
    "aria-describedby": field?.describedBy,
    "aria-invalid": field?.invalid || undefined,
  };
}

/** What was typed before the form was refused, else the value to begin with. */
export function useTyped<Value>(name: string | undefined, start: Value): string | Value {
  const { values } = useFormState().state;
  return (name && values?.[name]) ?? start;
}
