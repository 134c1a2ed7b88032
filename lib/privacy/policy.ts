import { inSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { PolicyTexts, type Policy, type PolicyText } from "./schema";

type Row = { version: number; effectiveOn: Date; kind: string; hash: string; text: unknown };

/** The privacy policy in force at `now`, in one language, with this installation's names filled in. */
export async function currentPolicy(locale: keyof PolicyTexts, now = new Date()): Promise<Policy> {
  const row = await inSystem((db) =>
    db.policyVersion.findFirst({ where: { effectiveOn: { lte: now } }, orderBy: { version: "desc" } }),
  );
  if (!row) throw noSuchPolicy();
  return present(row, locale);
}

/** One version of the privacy policy. Versions never change, so its address can be quoted. Throws `not_found` for a version that never was. */
export async function getPolicy(version: number, locale: keyof PolicyTexts): Promise<Policy> {
  const row = await inSystem((db) => db.policyVersion.findUnique({ where: { version } }));
  if (!row) throw noSuchPolicy();
  return present(row, locale);
}

/** All versions, newest first, without their text. */
export function listPolicies(): Promise<Omit<Policy, "text">[]> {
  return inSystem((db) =>
    db.policyVersion.findMany({
      select: { version: true, effectiveOn: true, kind: true, hash: true },
      orderBy: { version: "desc" },
    }),
  );
}

function present(row: Row, locale: keyof PolicyTexts): Policy {
  return { ...row, text: fillNames(PolicyTexts.parse(row.text)[locale]) };
}

// The text is kept with places for names, so that an operator can run the service under a name of their own.
function fillNames(text: PolicyText): PolicyText {
  const { PRODUCT_NAME, COMPANY_NAME, SUPPORT_ADDRESS } = env();
  const fill = (words: string) =>
    words
      .replaceAll("{product}", PRODUCT_NAME)
      .replaceAll("{company}", COMPANY_NAME)
      .replaceAll("{support}", SUPPORT_ADDRESS);
  const sections = text.sections.map((section) => ({
    ...section,
    body: section.body.map(fill),
    ...(section.list ? { list: section.list.map(fill) } : {}),
  }));
  return { summary: fill(text.summary), sections };
}

function noSuchPolicy() {
  return new AppError("not_found", "policy_not_found", "There is no such version of the privacy policy.");
}
