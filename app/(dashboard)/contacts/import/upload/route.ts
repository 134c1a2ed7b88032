import { createImport, pastedToCsv, receiveFile, type ReceivedFile } from "@/lib/contacts";
import { AppError } from "@/lib/platform/errors";
import { readField, readParts } from "@/lib/platform/multipart";
import { paths } from "@/lib/web/paths";
import { streamRoute } from "@/lib/web/route";

const PASTED = 5 * 1024 * 1024;
const DRAINED = 200 * 1024 * 1024;

/** Takes a file, or pasted text, as a form sends it; with script the answer is the import's id, without it the way there. */
export const POST = streamRoute("contacts", {}, async (enter, _input, request, session) => {
  const byScript = request.headers.get("accept") === "application/json";
  try {
    const { file, list } = await receive(session.account.id, request);
    const id = await enter((tenant) => createImport(tenant, file));
    return byScript ? { address: paths.import(id, list) } : seeOther(paths.import(id, list));
  } catch (error) {
    if (byScript || !(error instanceof AppError)) throw error;
    return seeOther(`${paths.imports()}?refused=${error.reason}`);
  }
});

async function receive(accountId: string, request: Request): Promise<{ file: ReceivedFile; list: string | undefined }> {
  const bytes = request.body?.[Symbol.asyncIterator]();
  if (!bytes) throw nothingSent();
  let list: string | undefined;
  let file: ReceivedFile | undefined;
  try {
    const body = { [Symbol.asyncIterator]: () => bytes };
    for await (const part of readParts(body, request.headers.get("content-type") ?? "")) {
      if (part.name === "list") list = (await readField(part)) || undefined;
      if (part.name === "file")
        file = await receiveFile(accountId, { fileName: part.fileName ?? "", source: part.body });
      if (part.name === "text") file = await receiveText(accountId, await readField(part, PASTED));
    }
  } catch (error) {
    await drain(bytes);
    throw error;
  }
  if (!file) throw nothingSent();
  return { file, list };
}

async function receiveText(accountId: string, text: string): Promise<ReceivedFile> {
  async function* source() {
    yield Buffer.from(pastedToCsv(text));
  }
  return receiveFile(accountId, { fileName: "pasted.csv", source: source() });
}

// A browser hears the answer only when it may finish what it was saying.
async function drain(bytes: AsyncIterator<Uint8Array>): Promise<void> {
  let passed = 0;
  while (passed < DRAINED) {
    const { done, value } = await bytes.next().catch(() => ({ done: true, value: undefined }));
    if (done) return;
    passed += value?.length ?? 0;
  }
}

function nothingSent() {
  return new AppError("invalid", "file_required", "Choose a file first.", "file");
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
