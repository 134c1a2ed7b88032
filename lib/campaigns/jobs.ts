import { z } from "zod";
import { systemTenant } from "@/lib/accounts";
import { job } from "@/lib/platform/jobs";
import { mailTestTo } from "./mail-test";

/** Renders a test and puts it in the outbox. One test is one mail to each, however often it runs. */
export const mailTest = job(
  "campaigns.test",
  z.object({ campaignId: z.uuid(), testId: z.uuid(), to: z.array(z.uuid()), contactId: z.uuid().optional() }),
  ({ accountId, unit }, input) => unit((db) => mailTestTo(systemTenant(accountId!, db, "campaigns"), input)),
);
