import { z } from "zod";
import { EmailAddress } from "@/lib/accounts/schema";
import { grantStaff, revokeStaff } from "@/lib/backoffice";
import { readOptions, type Command } from "./command";

const Options = z.object({ email: EmailAddress });
const options = { email: "=address of a person who has an account" };

/** Lets a person sign in to the back-office. */
export const staffGrant: Command = {
  name: "staff grant",
  about: "Let a person sign in to the back-office at /admin.",
  options,
  run: async (given) => {
    const { email } = readOptions(Options, given);
    await grantStaff(email);
    return { result: { email: email.address, isStaff: true }, text: `${email.address} is staff now.` };
  },
};

/** Takes the back-office from a person. */
export const staffRevoke: Command = {
  name: "staff revoke",
  about: "Take the back-office from a person and end their sessions in it.",
  options,
  run: async (given) => {
    const { email } = readOptions(Options, given);
    await revokeStaff(email);
    return { result: { email: email.address, isStaff: false }, text: `${email.address} is no longer staff.` };
  },
};
