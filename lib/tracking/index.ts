import "server-only";

export { findLeaving, giveReason, leaveByLink, undoLeaving } from "./departure";
export { createTrackingHandler, type TrackingHandler } from "./handler";
export { recordHits, type Hit } from "./hits";
export { webVersion } from "./web-version";
