import { randomBytes } from "node:crypto";
import { z } from "zod";
import { createAccount, hashPassword } from "@/lib/accounts";
import { EmailAddress, Locale, NewPassword, PersonName } from "@/lib/accounts/schema";
import { grantCredits } from "@/lib/backoffice";
import { addressKey } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";
import { readOptions, type Command } from "./command";
import { operator } from "./tenant";

const DEMO_CREDITS = 100_000;

const Options = z.object({
  name: PersonName,
  email: EmailAddress,
  account: PersonName.optional(),
  locale: Locale.default("en"),
  zone: z.string().optional(),
  address: z.string().max(300).optional(),
  demo: z.boolean().default(false),
});

/** Opens an account for a person whose address the operator vouches for. The secret comes from MAILEE_PASSWORD, or is made and shown once. */
export const accountCreate: Command = {
  name: "account create",
  about: "Open an account with its first member. The secret is read from MAILEE_PASSWORD, or made and shown once.",
  options: {
    name: "=name of the person",
    email: "=address to sign in with",
    account: "=name of the account, if not the person's",
    locale: "=en or pt-BR",
    zone: "=time zone, such as America/Sao_Paulo",
    address: "=postal address for the foot of each mail",
    demo: "an account of sample data",
  },
  run: async (given) => {
    const { name, email, account, locale, zone, address, demo } = readOptions(Options, given);
    const chosen = process.env.MAILEE_PASSWORD;
    const password = chosen ? NewPassword.parse(chosen) : randomBytes(12).toString("base64url");
    const made = await inSystem(async (db) =>
      createAccount(db, {
        name,
        email: email.address,
        emailKey: addressKey(email),
        passwordHash: await hashPassword(password),
        locale,
        isDemo: demo,
        ...(account ? { accountName: account } : {}),
        ...(zone ? { timeZone: zone } : {}),
        ...(address ? { postalAddress: address } : {}),
      }),
    );
    // Room to try things with a real number of people; nothing of a demo leaves the machine.
    if (demo) await grantCredits(made.accountId, { credits: DEMO_CREDITS, reason: "demo account" }, operator);
    const shown = chosen ? {} : { password };
    const text = `Account ${made.accountId} for ${email.address}.${chosen ? "" : `\nSecret, shown once: ${password}`}`;
    return { result: { ...made, email: email.address, ...shown }, text };
  },
};
