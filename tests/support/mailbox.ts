import { setTimeout as wait } from "node:timers/promises";

export type ReadMail = {
  id: number;
  to: string[];
  subject: string;
  text: string;
  html: string;
  links: string[];
  headers: Record<string, string>;
};

type Line = { id: number; to: string[]; subject: string };

/** The sandbox mailbox of a running installation, as its JSON tells it. */
export class Mailbox {
  constructor(private readonly url: string) {}

  /** How many mails have this in their subject. */
  async count(subject: string): Promise<number> {
    return (await this.#find({ subject })).length;
  }

  /** Whom they went to, one entry for each mail. */
  async addresses(subject: string): Promise<string[]> {
    return (await this.#find({ subject })).flatMap(({ to }) => to);
  }

  /** The newest mail to this address, as soon as it is there; within twenty seconds. */
  async waitFor(asked: { to: string; subject?: string }): Promise<ReadMail> {
    for (let tries = 0; tries < 200; tries++, await wait(100)) {
      const [found] = await this.#find(asked);
      if (found) return (await (await fetch(`${this.url}/api/messages/${found.id}`)).json()) as ReadMail;
    }
    throw new Error(`No mail to ${asked.to} has arrived.`);
  }

  async #find(asked: { to?: string; subject?: string }): Promise<Line[]> {
    const query = new URLSearchParams({ ...asked, limit: "20000" });
    const answer = await fetch(`${this.url}/api/messages?${query}`);
    return ((await answer.json()) as { messages: Line[] }).messages;
  }
}
