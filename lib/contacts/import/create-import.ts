import type { Tenant } from "@/lib/accounts";
import type { ReceivedFile } from "./receive-file";

/** Write down that a file arrived and waits for its columns to be told. Answers the import's id. */
export async function createImport(tenant: Tenant, file: ReceivedFile): Promise<string> {
  const { accountId, actor, db } = tenant;
  const { id, fileKey, fileName, bytes, encoding, layout } = file;
  await db.contactImport.create({
    data: {
      accountId,
      id,
      fileKey,
      fileName,
      fileBytes: bytes,
      encoding,
      delimiter: layout.delimiter,
      hasHeader: layout.hasHeader,
      headings: layout.columns.map(({ heading }) => heading.slice(0, 200).toWellFormed()),
      createdBy: actor.name,
    },
  });
  return id;
}
