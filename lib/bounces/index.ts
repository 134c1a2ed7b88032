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
export { classifyMail, type Inbound, type InboundRecipient } from "./classify/classify";
export { judgeReply, type ReplyWords, type Verdict } from "./classify/judge-reply";
