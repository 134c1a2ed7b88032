import "server-only";

export { giveReason, leaveByLink } from "./departure";
export { createTrackingHandler, type TrackingHandler } from "./handler";
export { recordHits, type Hit } from "./hits";
