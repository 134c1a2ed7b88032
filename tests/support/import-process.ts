import { runImport } from "@/lib/contacts/jobs";
import { runJob } from "@/lib/platform/jobs";

// A process of its own that runs one import, so that a test can kill it.
const [accountId, importId] = process.argv.slice(2);
await runJob(runImport, { accountId, input: { importId } }, { signal: AbortSignal.timeout(60_000), attempt: 1 });
process.exit(0);
