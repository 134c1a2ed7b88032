import "server-only";

export {
  findInboundAddress,
  inboundAddress,
  readInboundAddress,
  readReturnPath,
  returnPathOf,
  type InboundPurpose,
  type Returned,
} from "./address";
export { classifyMail, readMailText, type Inbound, type InboundRecipient } from "./classify/classify";
export { contactEventOf } from "./contact-event";
export { hideOthers, redactMail } from "./redact";
export { hasMachineMarks } from "./machine-marks";
export { judgeReply, type ReplyWords, type Verdict } from "./classify/judge-reply";
export { recordBouncesSql, type BounceFact, type NewBounce } from "./record";
export { countAnswers } from "./count-answers";
export { getBounce } from "./get-bounce";
export { listBounces, sumBounces } from "./list-bounces";
export { undoBounce } from "./undo-bounce";
