import type { Test } from "./ask";
import type { Context } from "./escape";
import type { Filter } from "./filters";

/** A place that is filled for each recipient: a field, a numbered link, or an address that only the mail has. */
export type Slot =
  | { kind: "field"; field: string; fallback: string; filters?: Filter[]; as: Context }
  | { kind: "click"; no: number; as: Context }
  | { kind: "unsubscribe" | "web" | "open"; as: Context };

export type Segment = string | Slot | Branch;

/** A place where readers get different things: the first way whose test is true of them. The last one may have none. */
export type Branch = { kind: "branch"; ways: { test: Test | null; segments: Segment[] }[] };

/** The same while it is being read: a mark where a way begins, and one where the text is for all again. */
export type Mark = { kind: "if" | "elsif"; test: Test } | { kind: "else" } | { kind: "end" };
export type Flat = Piece | Mark;
export type Piece = string | Slot;

/** A link by its place in the mail: two places with one address are two links. */
export type PlanLink = { no: number; url: string; label: string };

/** A campaign compiled once: what is the same for everyone as text, what is not as slots. Plain JSON, so that it can be frozen. */
export type RenderPlan = {
  version: 1;
  subject: Segment[];
  /** As a line of plain text, for views of the mail; in the mail itself it is part of the HTML. */
  preheader: Segment[];
  html: Segment[];
  text: Segment[];
  links: PlanLink[];
};

/** What a mail is personalised with. `fields` are the custom fields by key. */
export type MailContact = { email: string; name: string; fields: Record<string, unknown> };

/** The addresses of one recipient's mail, made by whoever sends it. */
export type MailUrls = { click: (no: number) => string; open: string; unsubscribe: string; web: string };

/** The list as the mail knows it: footer, and `{{ list.name }}` and its like. */
export type MailList = { name: string; company: string; address: string; phone: string; site: string };
