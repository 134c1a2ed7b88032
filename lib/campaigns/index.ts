import "server-only";

export { compilePlan, type CompileOptions, type MailContent } from "./content/compile";
export { emptyLetter, LetterDocument } from "./content/document";
export { findProblems, sizeLimits, type CheckSetting } from "./content/problems";
export type { MailContact, MailList, MailUrls, PlanLink, RenderPlan, Segment, Slot } from "./content/plan";
export { renderMail, renderSegment, type RenderedMail } from "./content/render";
