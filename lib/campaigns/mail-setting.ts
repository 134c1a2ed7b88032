import { getParticulars, type Tenant } from "@/lib/accounts";
import { getList, listFields } from "@/lib/contacts";
import { AppError } from "@/lib/platform/errors";
import type { Locale } from "@/lib/platform/locales";
import { messagesFor } from "@/lib/platform/messages";
import type { CompileOptions } from "./content/compile";
import type { FooterWords } from "./content/frame";
import type { MailList } from "./content/plan";

/** What a campaign is compiled and checked with beside its content. */
export type MailSetting = {
  list: MailList;
  hasList: boolean;
  customFields: string[];
  options: Pick<CompileOptions, "language" | "words">;
};

const noList: MailList = { name: "", company: "", address: "", phone: "", site: "" };

/** Read the list, the account's address and language, and the custom fields. A list that is gone counts as none. */
export async function readSetting(tenant: Tenant, listId: string | null): Promise<MailSetting> {
  const account = await getParticulars(tenant);
  const list = listId ? await findList(tenant, listId) : null;
  const { name, company, address, phone, site } = list ?? noList;
  const fields = await listFields(tenant);
  return {
    list: { name, company: company || account.name, address: address || account.postalAddress, phone, site },
    hasList: list !== null,
    customFields: fields.map(({ key }) => key),
    options: { language: account.locale, words: footerWords(account.locale) },
  };
}

async function findList(tenant: Tenant, listId: string) {
  try {
    return await getList(tenant, listId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

function footerWords(locale: Locale): FooterWords {
  return (messagesFor(locale).campaigns as { mail: FooterWords }).mail;
}
