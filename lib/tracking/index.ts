import "server-only";

export { giveReason, leaveByLink } from "./departure";
export { createTrackingHandler, type TrackingHandler } from "./handler";
export { createFrontDoor } from "./front-door";
export { recordHits, type Hit } from "./hits";
