import { accountCreate } from "@/cli/account";
import { bounceClassify } from "@/cli/bounce";
import { CommandError, readCommand, usage, type Command } from "@/cli/command";
import { campaignCreate } from "@/cli/campaign-create";
import { campaignProof } from "@/cli/campaign-proof";
import { campaignSend, campaignStatus } from "@/cli/campaign-send";
import { contactsImport } from "@/cli/contacts";
import { seedDemo, unseedDemo } from "@/cli/demo";
import { accountCredits } from "@/cli/credits";
import { doctor } from "@/cli/doctor";
import { render } from "@/cli/render";
import { domainCheck } from "@/cli/domain";
import { staffGrant, staffRevoke } from "@/cli/staff";
import { worker } from "@/cli/worker";
import { closeDatabase } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

// Every command of the operator, on one screen. Each calls what the pages call.
const commands: Command[] = [
  doctor,
  accountCreate,
  accountCredits,
  staffGrant,
  staffRevoke,
  contactsImport,
  campaignCreate,
  campaignSend,
  campaignStatus,
  campaignProof,
  render,
  worker,
  bounceClassify,
  domainCheck,
  seedDemo,
  unseedDemo,
];

process.exitCode = await main(process.argv.slice(2));
await closeDatabase();

async function main(parameters: string[]): Promise<number> {
  const asJson = parameters.includes("--json");
  const found = readCommand(commands, parameters);
  if (!found) {
    console.log(usage(commands));
    return parameters.length === 0 || parameters.includes("--help") ? 0 : 2;
  }
  try {
    const { result, text, raw, failed } = await found.run();
    if (raw && !asJson) process.stdout.write(raw);
    else console.log(asJson ? JSON.stringify(result) : text);
    return failed ? 1 : 0;
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof CommandError)) throw error;
    const reason = error instanceof AppError ? error.reason : "usage";
    console.log(asJson ? JSON.stringify({ error: { reason, message: error.message } }) : `${error.message}`);
    return error instanceof AppError ? 1 : 2;
  }
}
