import { getParticulars, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { listLists } from "@/lib/contacts";
import { listSenders } from "@/lib/senders";
import { newId } from "@/lib/platform/ids";
import { emptyLetter } from "./content/document";
import type { CreateCampaign } from "./schema";

/** Begin a draft. It starts with the sender of the latest campaign or else the first confirmed one, and with the list where there is only one. */
export async function createCampaign(tenant: Tenant, { name }: CreateCampaign): Promise<{ id: string }> {
  const { accountId, actor, db } = tenant;
  const latest = await db.campaign.findFirst({
    where: { accountId },
    orderBy: { id: "desc" },
    select: { fromName: true, fromEmail: true },
  });
  const sender = (await listSenders(tenant)).find(({ isConfirmed }) => isConfirmed);
  const account = await getParticulars(tenant);
  const [only, second] = await listLists(tenant);
  const id = newId();
  await db.campaign.create({
    data: {
      accountId,
      id,
      name,
      letter: emptyLetter,
      createdBy: actor.name,
      fromName: latest?.fromName || account.name,
      fromEmail: latest?.fromEmail || (sender?.address ?? ""),
      listId: only && !second ? only.id : null,
    },
  });
  await recordAudit(db, { accountId, actor, action: "campaign.create", subject: name, detail: { id } });
  return { id };
}
