import { FieldKey } from "./schema";
import { fold } from "./words";

/** A key for a field from its label: small letters, digits and underscores, as it stands in a mail. `no` names what has no letters. */
export function keyOf(label: string, no = 1): string {
  const plain = fold(label)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const key = (/^[a-z]/.test(plain) ? plain : `field_${plain || no}`).slice(0, 36).replace(/_+$/, "");
  return FieldKey.safeParse(key).success ? key : `${key}_2`;
}

/** The key, or with a number behind it when it is taken. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  let free = key;
  for (let n = 2; taken.has(free); n++) free = `${key}_${n}`;
  return free;
}
