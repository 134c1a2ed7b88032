import type { IncomingMessage, ServerResponse } from "node:http";
import type { TrackingHandler } from "./handler";
import { createHostGate } from "./host-gate";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where every request comes in: the application under its own name, links under the names of accounts, nothing under any other. */
export function createFrontDoor(tracking: TrackingHandler, application: Answer): Answer {
  const gate = createHostGate();
  return async (request, response) => {
    const admission = await gate(request);
    if (admission.kind === "refused") return tracking.refuse(request, response, admission.status);
    const isLinks = admission.kind === "links";
    if (tracking.handle(request, response, isLinks ? admission.accounts : undefined)) return;
    if (isLinks) return tracking.refuse(request, response, 404);
    await application(request, response);
  };
}
