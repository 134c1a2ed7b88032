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
