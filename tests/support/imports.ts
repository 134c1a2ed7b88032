import {
  checkImport,
  createImport,
  getImport,
  listFields,
  previewImport,
  receiveFile,
  recallMapping,
  startImport,
} from "@/lib/contacts";
import { runImport } from "@/lib/contacts/jobs";
import type { ColumnTarget, StartImport } from "@/lib/contacts/schema";
import { runJob } from "@/lib/platform/jobs";
import { as, type TestAccount } from "./accounts";
import { consent } from "./contacts";

/** A file handed over in pieces of 64 KB, as an upload is. */
export async function* pieces(file: string | Buffer) {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** Upload a file and look at it. */
export async function upload(account: TestAccount, file: string | Buffer, fileName = "people.csv") {
  const received = await receiveFile(account.accountId, { fileName, source: pieces(file) });
  const { waiting, fields, remembered } = await as(account, async (tenant) => {
    const waiting = await getImport(tenant, await createImport(tenant, received));
    const fields = await listFields(tenant);
    return { waiting, fields, remembered: await recallMapping(tenant, waiting, fields) };
  });
  const preview = await previewImport(waiting, { asked: {}, fields, remembered });
  return { importId: waiting.id, waiting, preview };
}

/** Begin an import as its preview suggests, into the list; or only rehearse it. */
export async function begin(
  account: TestAccount,
  { importId, preview }: Awaited<ReturnType<typeof upload>>,
  { list, columns, check = false }: { list: StartImport["list"]; columns?: ColumnTarget[]; check?: boolean },
) {
  const { encoding, delimiter, hasHeader, targets } = preview;
  const reading = { encoding, delimiter, hasHeader };
  const input = { importId, reading, columns: columns ?? targets, list, consent };
  await as(account, (tenant) => (check ? checkImport(tenant, input) : startImport(tenant, input)));
}

/** Run an import's job as the worker does, until `signal` says stop. */
export function runOnce(account: TestAccount, importId: string, signal = AbortSignal.timeout(60_000)) {
  return runJob(runImport, { accountId: account.accountId, input: { importId } }, { signal, attempt: 1 });
}

/** Upload, begin, run; answers the import as it ended. */
export async function importFile(account: TestAccount, file: string | Buffer, list: StartImport["list"]) {
  const uploaded = await upload(account, file);
  await begin(account, uploaded, { list });
  await runOnce(account, uploaded.importId);
  return as(account, (tenant) => getImport(tenant, uploaded.importId));
}
