import { addressKey, readAddress } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";

/** The accounts that a person is a member of, by the address they sign in with. For the operator's command line. */
export async function findAccountsOf(email: string): Promise<{ id: string; name: string; isDemo: boolean }[]> {
  const address = readAddress(email);
  if (!address) return [];
  return inSystem((db) =>
    db.account.findMany({
      where: { members: { some: { user: { emailKey: addressKey(address) } } } },
      select: { id: true, name: true, isDemo: true },
      orderBy: { createdAt: "asc" },
    }),
  );
}
