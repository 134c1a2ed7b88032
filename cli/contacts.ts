import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import {
  createImport,
  getImport,
  listFields,
  listLists,
  previewImport,
  receiveFile,
  startImport,
  type Import,
} from "@/lib/contacts";
import { vouchedSources } from "@/lib/contacts/schema";
import { accountId, AccountOption, asOperator } from "./tenant";
import { CommandError, readOptions, type Command } from "./command";

const Options = z.object({
  account: AccountOption,
  list: z.string({ error: "list needed: its name; made when there is none" }).min(1),
  consent: z.enum(vouchedSources, { error: `consent needed: ${vouchedSources.join(", ")}` }),
  note: z.string().max(1_000).default(""),
  "no-wait": z.boolean().default(false),
});

const LONGEST_MS = 60 * 60_000;

/** Imports a file as the page does, with what the file looks like taken as it is. Needs a running worker. */
export const contactsImport: Command = {
  name: "contacts import",
  takes: "FILE",
  about: "Import a CSV file into a list. The worker does it; the result is told when it is done.",
  options: {
    account: "=id, or the address of a member",
    list: "=name of the list; made when there is none",
    consent: `=how these people agreed: ${vouchedSources.join(", ")}`,
    note: "=the words they agreed to, or where and when",
    "no-wait": "come back at once; the import goes on",
  },
  run: async (given, [file]) => {
    const options = readOptions(Options, given);
    if (!file || !existsSync(file)) throw new CommandError(`There is no file ${file ?? ""}. Say which one to import.`);
    const account = await accountId(options.account);
    const importId = await begin(account, file, options);
    const result = options["no-wait"] ? await read(account, importId) : await untilOver(account, importId);
    const { status, rowsRead, rowsNew, rowsUpdated, rowsSkipped, rowsRefused } = result;
    const figures = {
      status,
      read: rowsRead,
      new: rowsNew,
      updated: rowsUpdated,
      skipped: rowsSkipped,
      refused: rowsRefused,
    };
    return {
      result: { importId, ...figures, reasons: result.reasons },
      text: Object.entries(figures)
        .map(([name, value]) => `${name.padEnd(8)} ${value}`)
        .join("\n"),
      failed: status === "failed",
    };
  },
};

async function begin(account: string, file: string, { list, consent, note }: z.infer<typeof Options>): Promise<string> {
  const received = await receiveFile(account, { fileName: path.basename(file), source: createReadStream(file) });
  const importId = await asOperator(account, (tenant) => createImport(tenant, received));
  const fields = await asOperator(account, listFields);
  const preview = await previewImport(await read(account, importId), { asked: {}, fields, remembered: null });
  await asOperator(account, async (tenant) => {
    const known = (await listLists(tenant)).find(({ name }) => name === list);
    await startImport(tenant, {
      importId,
      reading: { encoding: preview.encoding, delimiter: preview.delimiter, hasHeader: preview.hasHeader },
      columns: preview.targets,
      list: known ? { id: known.id } : { name: list },
      consent: { source: consent, wording: note },
    });
  });
  return importId;
}

async function untilOver(account: string, importId: string): Promise<Import> {
  for (const until = Date.now() + LONGEST_MS; Date.now() < until; await wait(300)) {
    const state = await read(account, importId);
    if (!["queued", "running"].includes(state.status)) return state;
  }
  throw new CommandError("It is still not done after an hour. Is a worker running? See: npm run mailee -- doctor");
}

function read(account: string, importId: string): Promise<Import> {
  return asOperator(account, (tenant) => getImport(tenant, importId));
}
