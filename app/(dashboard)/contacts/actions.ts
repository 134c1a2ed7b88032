"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import {
  addToList,
  createContact,
  createField,
  deleteContact,
  deleteContacts,
  deleteField,
  liftSuppression,
  removeFromList,
  suppressAddress,
  unsubscribeContact,
  updateContact,
  updateField,
} from "@/lib/contacts";
import { erasePerson } from "@/lib/privacy";
import {
  ContactId,
  CreateField,
  DeleteAllForm,
  EditContactForm,
  FieldId,
  JoinAllForm,
  JoinListForm,
  LeaveAllForm,
  LeaveListForm,
  LiftForm,
  NewContactForm,
  SuppressForm,
  UpdateField,
} from "@/lib/contacts/schema";
import { action } from "@/lib/web/action";
import { paths } from "@/lib/web/paths";

export const create = action("contacts", NewContactForm, async (tenant, input) => {
  redirect(paths.contact(await createContact(tenant, input)));
});

export const save = action("contacts", EditContactForm, async (tenant, input) => {
  await updateContact(tenant, input);
  redirect(paths.contact(input.contactId));
});

export const unsubscribe = action("contacts", ContactId, async (tenant, { contactId }) => {
  await unsubscribeContact(tenant, { contactId, source: "request" });
  revalidatePath(paths.contact(contactId));
});

export const remove = action("contacts", ContactId, async (tenant, { contactId }) => {
  await deleteContact(tenant, contactId);
  redirect(paths.contacts());
});

export const erase = action("contacts", ContactId, async (tenant, { contactId }) => {
  await erasePerson(tenant, contactId);
  redirect(paths.contacts());
});

export const joinList = action("contacts", JoinListForm, async (tenant, { contactId, listId, ...consent }) => {
  await addToList(tenant, { listId, contactIds: [contactId], consent });
  revalidatePath(paths.contact(contactId));
});

export const takeFromList = action("contacts", LeaveListForm, async (tenant, { contactId, listId }) => {
  await removeFromList(tenant, { listId, contactIds: [contactId] });
  revalidatePath(paths.contact(contactId));
});

export const joinAll = action("contacts", JoinAllForm, async (tenant, { contactId, listId, ...consent }) => {
  const joined = await addToList(tenant, { listId, contactIds: contactId, consent });
  revalidatePath(paths.contacts());
  return joined;
});

export const takeAll = action("contacts", LeaveAllForm, async (tenant, { contactId, listId }) => {
  const removed = await removeFromList(tenant, { listId, contactIds: contactId });
  revalidatePath(paths.contacts());
  return removed;
});

export const removeAll = action("contacts", DeleteAllForm, async (tenant, { contactId }) => {
  await deleteContacts(tenant, contactId);
  revalidatePath(paths.contacts());
  return contactId.length;
});

export const addField = action("contacts", CreateField, async (tenant, input) => {
  await createField(tenant, input);
  revalidatePath(paths.contactFields());
});

export const renameField = action("contacts", UpdateField, async (tenant, input) => {
  await updateField(tenant, input);
  revalidatePath(paths.contactFields());
});

export const removeField = action("contacts", FieldId, async (tenant, { fieldId }) => {
  await deleteField(tenant, fieldId);
  revalidatePath(paths.contactFields());
});

export const suppress = action("contacts", SuppressForm, async (tenant, input) => {
  await suppressAddress(tenant, input);
  revalidatePath(paths.suppressions());
});

export const lift = action("contacts", LiftForm, async (tenant, { email }) => {
  await liftSuppression(tenant, email);
  revalidatePath(paths.suppressions());
});
