import { setTimeout as wait } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import { log } from "@/lib/platform/log";
import { mailboxSettings } from "./mailbox-settings";
import { receiveMail } from "./receive-mail";

const READ = 1_000_000;
const MOST_AT_ONCE = 200;
const MOST_FAILURES = 3;
const EVERY_MS = 30_000;
const LONGEST_REST_MS = 10 * 60_000;
const LONGEST_LOOK_MS = 10 * 60_000;

/** How a mailbox is read: `imaps://user:password@host:993/INBOX`. With `done` what was taken is moved to that folder, else it is marked as read. */
export type MailboxOptions = {
  url: string;
  done?: string;
  signal: AbortSignal;
  everyMs?: number;
  restMs?: number;
  /** After so long a look is given up: a server that always says something and never answers is not waited for. */
  longestLookMs?: number;
};

/** How often each mail could not be taken: whatever is wrong with it, its turn comes after that of all others. */
type Failures = Map<number, number>;
type Look = Pick<MailboxOptions, "url" | "done" | "signal"> & { failures: Failures };

/**
 * Read a mailbox again and again, an alternative to the listener: each unread mail is taken as one that is brought to us, then marked and moved. A mail that
 * could not be taken stays unread and is tried again; one that is taken twice counts once. What is nobody's is marked as read and left where it is, for a person to see.
 */
export function startMailbox(options: MailboxOptions): { finished: Promise<void> } {
  return { finished: run(options) };
}

async function run({ signal, everyMs = EVERY_MS, restMs = everyMs, ...box }: MailboxOptions): Promise<void> {
  const { longestLookMs = LONGEST_LOOK_MS, ...place } = box;
  const failures: Failures = new Map();
  let rest = 0;
  while (!signal.aborted) {
    try {
      const late = AbortSignal.timeout(longestLookMs);
      await readOnce({ ...place, failures, signal: AbortSignal.any([signal, late]) });
      late.throwIfAborted();
      rest = 0;
    } catch (error) {
      rest = Math.min(rest === 0 ? restMs : rest * 2, LONGEST_REST_MS);
      log.warn({ err: error, restMs: rest }, "the mailbox could not be read; it will be again");
    }
    await wait(rest || everyMs, undefined, { signal }).catch(() => {});
  }
}

/** One look into the mailbox. Throws when it cannot be reached or a mail cannot be taken now. */
async function readOnce({ url, signal, ...look }: Look): Promise<void> {
  const client = new ImapFlow(mailboxSettings(url));
  // A connection that breaks fails the command it was in; without a listener it would end the process.
  client.on("error", () => {});
  const hangUp = () => client.close();
  signal.addEventListener("abort", hangUp, { once: true });
  try {
    await client.connect();
    const lock = await client.getMailboxLock(decodeURIComponent(new URL(url).pathname.slice(1)) || "INBOX");
    try {
      await takeUnread(client, { ...look, signal });
    } finally {
      lock.release();
    }
    await client.logout();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", hangUp);
    client.close();
  }
}

async function takeUnread(client: ImapFlow, { done, signal, failures }: Omit<Look, "url">): Promise<void> {
  const unread = (await client.search({ seen: false }, { uid: true })) || [];
  for (const uid of failures.keys()) if (!unread.includes(uid)) failures.delete(uid);
  const tries = (uid: number) => failures.get(uid) ?? 0;
  let failure: unknown;
  let inRow = 0;
  for (const uid of unread.toSorted((one, other) => tries(one) - tries(other)).slice(0, MOST_AT_ONCE)) {
    if (signal.aborted) return;
    try {
      await takeOne(client, uid, done);
      inRow = 0;
    } catch (error) {
      // One mail that cannot be taken holds up no other; several in a row are no fault of theirs.
      failure ??= error;
      failures.set(uid, tries(uid) + 1);
      if (++inRow >= MOST_FAILURES || !client.usable) break;
    }
  }
  if (failure) throw failure;
}

async function takeOne(client: ImapFlow, uid: number, done: string | undefined): Promise<void> {
  const mail = await client.fetchOne(String(uid), { source: { maxLength: READ } }, { uid: true });
  if (!mail || !mail.source) return; // gone meanwhile
  const became = await receiveMail({ raw: mail.source, envelope: [], source: "mailbox" });
  await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
  if (done && (became === "taken" || became === "known")) await moveTo(client, uid, done);
}

async function moveTo(client: ImapFlow, uid: number, folder: string): Promise<void> {
  // Without these a mail is moved by expunging all that anybody marked as deleted (RFC 3501 6.4.3): it stays, marked as read.
  if (!client.capabilities.has("MOVE") && !client.capabilities.has("UIDPLUS")) return;
  const moved = await client.messageMove(String(uid), folder, { uid: true }).catch(() => false);
  if (moved) return;
  // The first time there may be no such folder. What was taken is marked as read, so a mail that cannot be moved is not taken again.
  await client.mailboxCreate(folder).catch(() => {});
  await client.messageMove(String(uid), folder, { uid: true }).catch(() => {});
}
