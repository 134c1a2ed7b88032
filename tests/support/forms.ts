import { newNetwork } from "./people";

/** Fill in the first form of a page and send it as a browser without script does. Answers what comes first, without following it. */
export async function postForm(
  address: string,
  values: Record<string, string>,
  headers: Record<string, string>,
): Promise<Response> {
  const html = await (await fetch(address, { headers })).text();
  const form = new FormData();
  for (const [tag] of html.matchAll(/<input type="hidden"[^>]*>/g)) {
    const [, name = ""] = /name="([^"]*)"/.exec(tag) ?? [];
    const [, value = ""] = /value="([^"]*)"/.exec(tag) ?? [];
    form.append(name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  }
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  const from = { "x-client-address": newNetwork().replace("::/64", "::1") };
  return fetch(address, { method: "POST", body: form, headers: { ...from, ...headers }, redirect: "manual" });
}
