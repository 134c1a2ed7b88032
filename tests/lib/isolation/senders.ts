import {
  addDomain,
  addSender,
  askCheck,
  askSenderAgain,
  checkFrom,
  findReplyTo,
  getDomain,
  mayGoOut,
  removeDomain,
  removeSender,
  rotateDkim,
  saveRelay,
  sendingIdentity,
  dayLimitOf,
  warmUpOf,
  setWarmUp,
} from "@/lib/senders";
import { AddSender, RelayForm } from "@/lib/senders/schema";
import { as } from "@/tests/support/accounts";
import { walls } from "@/tests/support/walls";

export const sendersWalls = walls({
  furnish: (account) =>
    as(account, async (tenant) => {
      const domain = `${account.accountId.slice(-12)}.example`;
      const { id: domainId } = await addDomain(tenant, { domain });
      const sender = AddSender.parse({ name: "News", address: `news@${domain}` });
      const { id: senderId } = await addSender(tenant, sender);
      const relay = { kind: "smtp", host: "smtp.example.com", username: "us", secret: "theirs alone" };
      await saveRelay(tenant, RelayForm.parse(relay));
      return { domainId, senderId, address: sender.address.address };
    }),
  refused: {
    getDomain: (tenant, { domainId }) => getDomain(tenant, domainId),
    askCheck: (tenant, { domainId }) => askCheck(tenant, domainId),
    rotateDkim: (tenant, { domainId }) => rotateDkim(tenant, domainId),
    setWarmUp: (tenant, { domainId }) => setWarmUp(tenant, domainId, true),
    removeDomain: (tenant, { domainId }) => removeDomain(tenant, domainId),
    askSenderAgain: (tenant, { senderId }) => askSenderAgain(tenant, senderId),
    removeSender: (tenant, { senderId }) => removeSender(tenant, senderId),
  },
  blind: {
    warmUpOf: [(tenant, { address }) => warmUpOf(tenant, address), null],
    dayLimitOf: [(tenant, { address }) => dayLimitOf(tenant, address), null],
    checkFrom: [
      async (tenant, { address }) => {
        const { isConfirmed, domain, records } = await checkFrom(tenant, address);
        return { isConfirmed, domain, records };
      },
      { isConfirmed: false, domain: null, records: [] },
    ],
    mayGoOut: [(tenant, { address }) => mayGoOut(tenant, address), false],
    findReplyTo: [(tenant, { address }) => findReplyTo(tenant, address), null],
    sendingIdentity: [
      (tenant, { address }) => sendingIdentity(tenant, address),
      { dkim: [], returnPathDomain: null, linkOrigin: null },
    ],
  },
  idless: [
    "addDomain",
    "addSender",
    "askRelayTest",
    "findRelay",
    "listDomains",
    "listSenders",
    "listUsableSenders",
    "mustVerify",
    "relayOf",
    "removeRelay",
    "saveRelay",
  ],
});
