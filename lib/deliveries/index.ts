import "server-only";

export { cancelSending, pauseSending, releaseSending, resumeSending, willNotGetIt } from "./control";
export { countStates } from "./count-states";
export { freeCredits } from "./credits";
export { startEngine, type Engine, type EngineOptions } from "./engine/engine";
export { Flag } from "./flags";
export { launchCampaign } from "./launch";
export { personalLinks, readPersonalLink, type DeliveryKey, type LinkPurpose } from "./links";
export { getProof, type Proof } from "./proof/get-proof";
export { makeProof } from "./proof/make-proof";
export { verifyProof, type Verdict } from "./proof/verify-proof";
export { previewWaves } from "./preview-waves";
export { readBacklog, type Backlog } from "./read-backlog";
export { renderLetter, type RenderedLetter } from "./render-letter";
export { rescheduleLaunch } from "./reschedule";
export { countRest, resendRest } from "./resend";
export { undoLaunch } from "./undo";
export { readPace } from "./read-pace";
