import "server-only";

export { addDomain } from "./add-domain";
export { addSender, askSenderAgain } from "./add-sender";
export { askCheck } from "./ask-check";
export { askRelayTest } from "./ask-relay-test";
export { checkFrom } from "./check-from";
export { confirmSender, findSenderLink } from "./confirm-sender";
export { isFreeMail } from "./free-mail";
export { getDomain, listDomains } from "./get-domain";
export { inspectDomain } from "./inspect-domain";
export { findRelay, relayAddress, relayOf, type Relay } from "./get-relay";
export { listSenders, listUsableSenders, type UsableSenders } from "./list-senders";
export { removeDomain } from "./remove-domain";
export { removeSender } from "./remove-sender";
export { rotateDkim } from "./rotate-dkim";
export { removeRelay, saveRelay } from "./save-relay";
export { sendingIdentity, type SendingIdentity } from "./sending-identity";
export { dayLimitOf, setWarmUp } from "./warm-up";
