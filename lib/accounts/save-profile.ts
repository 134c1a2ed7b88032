import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Profile } from "./schema";
import type { Tenant } from "./tenant";

/** Save the profile of the member who acts, in every account they belong to. Throws `forbidden` for anyone who is not a member. */
export async function saveProfile(tenant: Tenant, profile: Profile): Promise<void> {
  const { actor } = tenant;
  const { name, locale, theme, shortcuts } = profile;
  if (actor.kind !== "member") throw new AppError("forbidden", "no_permission", "Only a person has a profile.");
  // A person is more than one account's: its role may not write them (migration `ground`).
  await inSystem((db) => db.user.update({ where: { id: actor.userId }, data: { name, locale, theme, shortcuts } }));
}
