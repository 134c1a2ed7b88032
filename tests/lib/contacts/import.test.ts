import { expect, test } from "vitest";
import {
  audienceOf,
  eraseContact,
  findContact,
  getContact,
  getImport,
  leaveList,
  listConsent,
  listFields,
  listImports,
  listRefusals,
  searchContacts,
  stopImport,
  suppressAddress,
  unsubscribeContact,
} from "@/lib/contacts";
import { ContactFilter } from "@/lib/contacts/schema";
import { getFile } from "@/lib/platform/storage";
import { as, makeAccount } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";
import { begin, importFile, runOnce, upload } from "@/tests/support/imports";

test("a file as Excel saves it in Brazil becomes contacts with fields, a list, and proof of consent", async () => {
  const account = await makeAccount();
  const csv = [
    "Nome;E-mail;Nascimento;Valor;Sócio;Observação",
    'João Rêgo;Joao@Example.com;31/12/1990;1.234,56;sim;"mora longe;\r\nvolta já"',
    "Inês;ines@example.com;;;não;",
  ].join("\r\n");
  const done = await importFile(account, Buffer.from(csv, "latin1"), { name: "Clube" });
  expect(done).toMatchObject({
    status: "done",
    encoding: "windows-1252",
    delimiter: ";",
    rowsTotal: 2,
    rowsRead: 2,
    rowsNew: 2,
    rowsRefused: 0,
  });

  const { contact, proofs, audience, fields } = await as(account, async (tenant) => {
    const found = await findContact(tenant, "joao@example.com");
    return {
      contact: await getContact(tenant, found!.id),
      proofs: await listConsent(tenant, found!.id),
      audience: await audienceOf(tenant, done.listId!),
      fields: await listFields(tenant),
    };
  });
  expect(contact).toMatchObject({ name: "João Rêgo", status: "unknown", lists: [{ name: "Clube", leftAt: null }] });
  expect(contact.fields).toEqual({
    birthday: "1990-12-31",
    valor: 1234.56,
    socio: true,
    observacao: "mora longe;\r\nvolta já".replace("\r", ""),
  });
  expect(proofs).toMatchObject([
    { kind: "granted", ...consent, importId: done.id, actorName: "Sample Member", listName: "Clube" },
  ]);
  expect(audience).toMatchObject({ total: 2, receives: 2 });
  expect(fields.map(({ key, kind }) => [key, kind])).toEqual([
    ["birthday", "date"],
    ["observacao", "text"],
    ["socio", "yes_no"],
    ["valor", "number"],
  ]);
  await expect(getFile(done.fileKey)).rejects.toMatchObject({ code: "not_found" });
});

test("nobody who left is brought back: unsubscribed, suppressed, erased, gone from the list", async () => {
  const account = await makeAccount();
  const { listId, ids } = await makeList(account, { people: ["ana", "bento", "clara", "daniel", "elisa"] });
  await as(account, async (tenant) => {
    await unsubscribeContact(tenant, { contactId: ids[0]! });
    await suppressAddress(tenant, { email: "bento@example.com" });
    await suppressAddress(tenant, { email: "stranger@example.com" });
    await eraseContact(tenant, ids[2]!);
    await leaveList(tenant, { listId, contactId: ids[3]! });
  });
  const names = ["ana", "bento", "clara", "daniel", "elisa", "stranger", "new"];
  const csv = `email,name\n${names.map((name) => `${name.toUpperCase()}@example.com,Renamed`).join("\n")}`;
  const done = await importFile(account, csv, { id: listId });

  expect(done).toMatchObject({ rowsRead: 7, rowsNew: 1, rowsUpdated: 2, rowsSkipped: 2, rowsRefused: 2 });
  expect(done.reasons).toEqual({ unsubscribed: 1, suppressed: 1, address_suppressed: 2 });
  const audience = await as(account, (tenant) => audienceOf(tenant, listId));
  expect(audience).toMatchObject({ receives: 2, excluded: { left: 1, unsubscribed: 1, suppressed: 1 } });
  const ana = await as(account, (tenant) => findContact(tenant, "ana@example.com"));
  expect(ana).toMatchObject({ name: "ana", status: "unsubscribed" });
});

test("every row is in exactly one figure, and a second import of the same file changes nothing", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account, { people: ["old"] });
  const rows = [
    "old@example.com;;",
    "new@example.com;New;",
    "NEW@example.com;Twice;",
    "nobody;X;",
    ";Y;",
    "a@example.com, b@example.com;Z;",
    "long@example.com;L;x;too many",
    "",
    '"never closed;Q',
    "last@example.com;Last;",
  ];
  const csv = `email;name;city\n${rows.join("\n")}\n`;
  const first = await importFile(account, csv, { id: listId });
  expect(first).toMatchObject({
    rowsTotal: 9,
    rowsRead: 9,
    rowsNew: 2,
    rowsUpdated: 0,
    rowsSkipped: 1,
    rowsRefused: 6,
  });
  const refusals = await as(account, (tenant) => listRefusals(tenant, { importId: first.id }));
  expect(refusals.map(({ line, reason, sameAs }) => [line, reason, sameAs])).toEqual([
    [4, "address_doubled", 3],
    [5, "address_invalid", null],
    [6, "address_missing", null],
    [7, "address_several", null],
    [8, "row_too_long", null],
    [10, "quote_unclosed", null],
  ]);
  expect(refusals[0]!.cells).toEqual(["NEW@example.com", "Twice", ""]);

  const again = await importFile(account, csv, { id: listId });
  expect(again).toMatchObject({ rowsRead: 9, rowsNew: 0, rowsUpdated: 0, rowsSkipped: 3, rowsRefused: 6 });
  expect(again.reasons).toMatchObject({ unchanged: 3, address_doubled: 1 });
});

test("an import adds to what is known, and an empty cell takes nothing away", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account);
  await importFile(account, "email,name,city\nana@example.com,Ana Prado,Santos", { id: listId });
  const done = await importFile(account, "email,name,city,phone\nana@example.com,,,+55 11 99999-0000", { id: listId });
  expect(done).toMatchObject({ rowsNew: 0, rowsUpdated: 1 });
  await importFile(account, "email,name\nana@example.com,Ana Souza", { id: listId });
  const ana = await as(account, (tenant) => findContact(tenant, "ana@example.com"));
  expect(ana).toMatchObject({ name: "Ana Souza", fields: { city: "Santos", phone: "+55 11 99999-0000" } });
  const find = (q: string) => as(account, (tenant) => searchContacts(tenant, ContactFilter.parse({ q })));
  expect((await find("souza")).total.n).toBe(1);
  expect((await find("prado")).total.n).toBe(0);
});

test("two clicks begin an import once, and a stopped one reads no further", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account);
  const uploaded = await upload(account, "email\nana@example.com");
  const clicks = await Promise.allSettled([1, 2].map(() => begin(account, uploaded, { list: { id: listId } })));
  expect(clicks.map((click) => click.status).sort()).toEqual(["fulfilled", "rejected"]);
  await as(account, (tenant) => stopImport(tenant, uploaded.importId));
  await runOnce(account, uploaded.importId);
  const stopped = await as(account, (tenant) => getImport(tenant, uploaded.importId));
  expect(stopped).toMatchObject({ status: "cancelled", rowsRead: 0 });
  await expect(as(account, (tenant) => stopImport(tenant, uploaded.importId))).rejects.toMatchObject({
    reason: "import_ended",
  });
});

test("says at which answer an import cannot begin", async () => {
  const account = await makeAccount();
  const uploaded = await upload(account, "a,b\n1,2");
  const to = (columns: object[]) => begin(account, uploaded, { list: { name: "Readers" }, columns: columns as never });
  const city = { to: "field", key: "city", label: "City", kind: "text", decimal: ".", dayFirst: true };
  await expect(to([{ to: "none" }, city])).rejects.toMatchObject({ reason: "email_column_required", field: "target" });
  await expect(to([{ to: "email" }, { to: "email" }])).rejects.toMatchObject({ reason: "email_column_required" });
  await expect(to([{ to: "email" }, city, city])).rejects.toMatchObject({ reason: "field_column_twice" });
});

test("the next file with the same headings is taken as the last one was", async () => {
  const account = await makeAccount();
  const csv = "who,where,note\nana@example.com,Santos,x";
  const uploaded = await upload(account, csv);
  const columns = [uploaded.preview.targets[0]!, { ...uploaded.preview.targets[1]!, key: "town" }, { to: "none" }];
  await begin(account, uploaded, { list: { name: "Readers" }, columns: columns as never });
  await runOnce(account, uploaded.importId);
  const next = await upload(account, csv);
  expect(next.preview.targets).toMatchObject([{ to: "email" }, { to: "field", key: "town" }, { to: "none" }]);
});

test.each([
  ["an empty file", "", "file_empty"],
  ["a header alone", "email,name\n", "file_empty"],
  ["too many columns", `${"a,".repeat(250)}\n1`, "file_too_wide"],
  ["a zip", Buffer.from("PK\u0003\u0004"), "file_is_spreadsheet"],
])("refuses %s and keeps nothing of it", async (_name, file, reason) => {
  const account = await makeAccount();
  await expect(upload(account, file)).rejects.toMatchObject({ reason });
  expect(await as(account, listImports)).toEqual([]);
});

test("a stranger's import is not found", async () => {
  const [ours, theirs] = [await makeAccount(), await makeAccount()];
  const { importId, preview } = await upload(theirs, "email\nana@example.com");
  const { encoding, delimiter, hasHeader, targets } = preview;
  for (const call of [
    () => as(ours, (tenant) => getImport(tenant, importId)),
    () => as(ours, (tenant) => stopImport(tenant, importId)),
    () =>
      begin(ours, { importId, preview: { ...preview, encoding, delimiter, hasHeader, targets } } as never, {
        list: { name: "x" },
      }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "not_found" });
  expect(await as(ours, (tenant) => listRefusals(tenant, { importId }))).toEqual([]);
  await runOnce(ours, importId);
  expect(await as(theirs, (tenant) => getImport(tenant, importId))).toMatchObject({ status: "uploaded" });
});
