import { expect, test } from "vitest";
import { inSystem } from "@/lib/platform/db";
import { currentPolicy, getPolicy, listPolicies } from "@/lib/privacy";

test("version 1 is in force, in both languages, with the names of this installation", async () => {
  const en = await currentPolicy("en");
  const pt = await currentPolicy("pt-BR");
  expect(en.version).toBe(1);
  expect(pt.hash).toBe(en.hash);
  expect(pt.text.sections.map(({ id }) => id)).toEqual(en.text.sections.map(({ id }) => id));
  for (const { text } of [en, pt]) {
    const words = JSON.stringify(text);
    expect(words).toContain("Panop");
    expect(words).not.toMatch(/\{(product|company|support)\}/);
  }
});

test("the six purposes and the five cases of disclosure are all told", async () => {
  for (const locale of ["en", "pt-BR"] as const) {
    const { text } = await getPolicy(1, locale);
    const listOf = (id: string) => text.sections.find((section) => section.id === id)?.list ?? [];
    expect(listOf("purposes")).toHaveLength(6);
    expect(listOf("sharing")).toHaveLength(5);
  }
});

test("nothing was promised before its day, and a version that never was is not found", async () => {
  await expect(currentPolicy("en", new Date("2014-01-01"))).rejects.toMatchObject({ code: "not_found" });
  await expect(getPolicy(999, "en")).rejects.toMatchObject({ code: "not_found" });
});

test("a version can neither be changed nor removed", async () => {
  const change = inSystem((db) => db.policyVersion.updateMany({ data: { kind: "minor" } }));
  await expect(change).rejects.toThrow(/permission denied/);
  const remove = inSystem((db) => db.policyVersion.deleteMany());
  await expect(remove).rejects.toThrow(/permission denied/);
  expect((await listPolicies()).map(({ version }) => version)).toContain(1);
});
