import {
  addToList,
  applyContactEvent,
  archiveList,
  audienceOf,
  checkImport,
  confirmImport,
  createContact,
  createField,
  deleteContact,
  deleteContacts,
  deleteField,
  eraseContact,
  findAddressKey,
  findContact,
  getContact,
  getImport,
  getList,
  leaveList,
  liftSuppression,
  listConsent,
  listRefusals,
  listSuppressions,
  readContacts,
  recordConsent,
  rejoinList,
  removeFromList,
  restoreList,
  resubscribeContact,
  searchContacts,
  startImport,
  stopImport,
  suppressAddress,
  undoImport,
  unsubscribeContact,
  updateContact,
  updateField,
  updateList,
} from "@/lib/contacts";
import { ContactFilter, CreateField } from "@/lib/contacts/schema";
import { newId } from "@/lib/platform/ids";
import { as } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";
import { upload } from "@/tests/support/imports";
import { walls } from "@/tests/support/walls";

const nothing = { company: "", description: "", address: "", phone: "", site: "" };
const reading = { encoding: "utf-8", delimiter: ",", hasHeader: true } as const;

export const contactsWalls = walls({
  furnish: async (account) => {
    const person = `ana-${newId().slice(-12)}`;
    const { listId, ids } = await makeList(account, { people: [person] });
    const key = `city_${newId().slice(-6)}`;
    const gone = `${newId()}@example.com`;
    const fieldId = await as(account, (tenant) => createField(tenant, CreateField.parse({ key, label: "City" })));
    await as(account, (tenant) => suppressAddress(tenant, { email: gone }));
    const { importId } = await upload(account, "email\nbento@example.com\n");
    return { listId, contactId: ids[0]!, email: `${person}@example.com`, fieldId, gone, importId };
  },
  refused: {
    getList: (tenant, { listId }) => getList(tenant, listId),
    updateList: (tenant, { listId }) => updateList(tenant, { listId, name: "ours", ...nothing }),
    archiveList: (tenant, { listId }) => archiveList(tenant, listId),
    restoreList: (tenant, { listId }) => restoreList(tenant, listId),
    audienceOf: (tenant, { listId }) => audienceOf(tenant, listId),
    addToList: (tenant, { listId }, ours) => addToList(tenant, { listId, contactIds: [ours.contactId], consent }),
    removeFromList: (tenant, { listId, contactId }) => removeFromList(tenant, { listId, contactIds: [contactId] }),
    leaveList: (tenant, { listId, contactId }) => leaveList(tenant, { listId, contactId }),
    getContact: (tenant, { contactId }) => getContact(tenant, contactId),
    createContact: (tenant, { listId }) =>
      createContact(tenant, { email: `${newId()}@example.com`, name: "", fields: {}, listIds: [listId], consent }),
    updateContact: (tenant, { contactId }) =>
      updateContact(tenant, { contactId, email: `${newId()}@example.com`, name: "", fields: {} }),
    unsubscribeContact: (tenant, { contactId }) => unsubscribeContact(tenant, { contactId }),
    resubscribeContact: (tenant, { contactId }) => resubscribeContact(tenant, { contactId }),
    deleteContact: (tenant, { contactId }) => deleteContact(tenant, contactId),
    deleteContacts: (tenant, { contactId }) => deleteContacts(tenant, [contactId]),
    eraseContact: (tenant, { contactId }) => eraseContact(tenant, contactId),
    updateField: (tenant, { fieldId }) => updateField(tenant, { fieldId, label: "ours" }),
    deleteField: (tenant, { fieldId }) => deleteField(tenant, fieldId),
    liftSuppression: (tenant, { gone }) => liftSuppression(tenant, gone),
    getImport: (tenant, { importId }) => getImport(tenant, importId),
    checkImport: (tenant, { importId }, { listId }) =>
      checkImport(tenant, { importId, reading, columns: [{ to: "email" }], list: { id: listId }, consent }),
    confirmImport: (tenant, { importId }) => confirmImport(tenant, importId),
    startImport: (tenant, { importId }, { listId }) =>
      startImport(tenant, { importId, reading, columns: [{ to: "email" }], list: { id: listId }, consent }),
    stopImport: (tenant, { importId }) => stopImport(tenant, importId),
    undoImport: (tenant, { importId }) => undoImport(tenant, importId),
  },
  blind: {
    rejoinList: [(tenant, { listId, contactId }) => rejoinList(tenant, { listId, contactId }), false],
    applyContactEvent: [
      (tenant, { contactId }) => applyContactEvent(tenant, { event: "unsubscribe", contactIds: [contactId] }),
      0,
    ],
    findAddressKey: [(tenant, { contactId }) => findAddressKey(tenant, contactId), null],
    findContact: [(tenant, { email }) => findContact(tenant, email), null],
    listConsent: [(tenant, { contactId }) => listConsent(tenant, contactId), []],
    listRefusals: [(tenant, { importId }) => listRefusals(tenant, { importId }), []],
    listSuppressions: [(tenant, { gone }) => listSuppressions(tenant, { email: gone }), []],
    recordConsent: [
      (tenant, { contactId }) => recordConsent(tenant, { contactId, source: "request", wording: "" }),
      undefined,
    ],
    readContacts: [(tenant, { listId }) => readContacts(tenant, ContactFilter.parse({ list: listId }), 10), []],
    searchContacts: [
      async (tenant, { listId }) => (await searchContacts(tenant, ContactFilter.parse({ list: listId }))).contacts,
      [],
    ],
  },
  idless: [
    "countContacts",
    "createField",
    "createImport",
    "createList",
    "listFields",
    "listImports",
    "listLists",
    "recallMapping",
    "suppressAddress",
  ],
});
