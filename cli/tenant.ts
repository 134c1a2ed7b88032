import { z } from "zod";
import type { Actor, Tenant } from "@/lib/accounts";
import { findAccountsOf } from "@/lib/accounts";
import { inAccount } from "@/lib/platform/db";
import { CommandError } from "./command";

/** Who acts at the command line. */
export const operator: Actor = { kind: "operator", name: "operator" };

/** The option that names an account: its id, or the address of a member. */
export const AccountOption = z.string({ error: "account needed: an id, or the address of a member" }).min(1);

/** The id of the account that the operator named. A CommandError when there is none, or more than one. */
export async function accountId(given: string): Promise<string> {
  if (z.uuid().safeParse(given).success) return given;
  const found = await findAccountsOf(given);
  if (found.length === 1) return found[0]!.id;
  const many = found.map(({ id, name }) => `  ${id}  ${name}`).join("\n");
  throw new CommandError(
    many ? `${given} is a member of several accounts:\n${many}` : `There is no account of ${given}.`,
  );
}

/** One unit of work as the operator of this machine. */
export function asOperator<T>(account: string, work: (tenant: Tenant) => Promise<T>): Promise<T> {
  return inAccount(account, (db) => work({ accountId: account, actor: operator, db }), { statementMs: 60_000 });
}

/** The id of the campaign that the operator named. */
export function campaignOf(given: string | undefined): string {
  const read = z.uuid().safeParse(given);
  if (!read.success) throw new CommandError("Say which campaign: its id, as in the address of its page.");
  return read.data;
}
