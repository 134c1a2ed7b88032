import { resolveAlarm } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { addSending } from "@/tests/support/sendings";
import { walls } from "@/tests/support/walls";

export const inboundWalls = walls({
  furnish: async (account) => {
    const { campaignId } = await addSending(account, ["ana"]);
    const alarmId = newId();
    const alarm = { id: alarmId, campaignId, measure: "hard", level: "pause", sent: 100, counted: 8, at: new Date() };
    await inSystem((db) => db.sendingAlarm.create({ data: { accountId: account.accountId, ...alarm } }));
    return { alarmId };
  },
  refused: { resolveAlarm: (tenant, { alarmId }) => resolveAlarm(tenant, alarmId, "looked at") },
  blind: {},
  idless: ["listAlarms", "resolveAccountAlarms"],
});
