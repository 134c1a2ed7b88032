import fc from "fast-check";
import { expect, test } from "vitest";
import { compileMail, compilePlan, type MailContent } from "@/lib/campaigns/content/compile";
import type { Block } from "@/lib/campaigns/content/document";
import { parseTemplate } from "@/lib/campaigns/content/merge";
import { findProblems } from "@/lib/campaigns/content/problems";
import { renderLine, renderMail } from "@/lib/campaigns/content/render";
import { compileLetter } from "@/lib/deliveries/mime/compose";
import { contentOf, sampleList, sampleOptions, sampleUrls } from "../../support/mail-content";

type Fields = Record<string, string | number | boolean>;
const ana = { email: "ana@example.com", name: "Ana Prado" };

const render = (content: Partial<MailContent>, fields: Fields = {}) =>
  renderMail(compilePlan(contentOf(content), sampleList, quiet), { ...ana, fields }, sampleUrls);
const quiet = { ...sampleOptions, tracksOpens: false, tracksClicks: false };
const shows = (test: string, fields: Fields) =>
  render({ code: `<p>{% if ${test} %}yes{% else %}no{% endif %}</p>` }, fields).html.includes("<p>yes</p>");

test.each<[string, Fields, boolean]>([
  ["city", { city: "Recife" }, true],
  ["city", { city: "  " }, false],
  ["city", {}, false],
  ["member", { member: true }, true],
  ["member", { member: false }, false],
  ["member == false", { member: false }, true],
  ['city == "Recife"', { city: "Recife" }, true],
  ["city == 'recife'", { city: "Recife" }, false],
  ['city != "Recife"', {}, true],
  ['city <> "Recife"', { city: "Recife" }, false],
  ["city == blank", {}, true],
  ["city != empty", { city: "Recife" }, true],
  ['city contains "cif"', { city: "Recife" }, true],
  ['city contains ""', { city: "Recife" }, false],
  ["orders > 9", { orders: 10 }, true],
  ["orders > 9", { orders: "10" }, true],
  ["orders >= 10", { orders: 10 }, true],
  ["orders < 10", {}, false],
  ["orders != 10", {}, true],
  ["orders <= 2.5", { orders: 2.5 }, true],
  ["orders == -1", { orders: -1 }, true],
  ["orders > 9", { orders: "many" }, false],
  ['joined >= "2026-01-01"', { joined: "2026-03-02" }, true],
  ['joined < "2026-01-01"', {}, false],
  ["a and b", { a: "1", b: "1" }, true],
  ["a and b", { a: "1" }, false],
  ["a or b", { b: "1" }, true],
  // From the right, as Liquid reads them: a and (b or c), a or (b and c).
  ["a and b or c", { c: "1" }, false],
  ["a or b and c", { a: "1" }, true],
  ['first_name == "Ana" and email contains "@example.com"', {}, true],
])("%s for %j is %s", (condition, fields, expected) => {
  expect(shows(condition, fields)).toBe(expected);
});

test("own fields count and nothing else does", () => {
  for (const field of ["constructor", "__proto__", "toString"]) expect(shows(field, {})).toBe(false);
});

test("elsif, else and unless, one within the other", () => {
  const code = `<p>{% if tier == "gold" %}gold{% elsif tier == "silver" %}silver{% unless city %}, somewhere{% endunless %}{% else %}none{% endif %}</p>`;
  const of = (fields: Fields) => /<p>(.*?)<\/p>/.exec(render({ code }, fields).html)![1];
  expect(of({ tier: "gold" })).toBe("gold");
  expect(of({ tier: "silver" })).toBe("silver, somewhere");
  expect(of({ tier: "silver", city: "Recife" })).toBe("silver");
  expect(of({})).toBe("none");
});

test("the text part divides where the HTML does, with its lines and blanks in order", () => {
  const code = `<p>Hello {% if vip %}dear{% endif %} reader{% if vip %}!{% else %}.{% endif %}</p>
    {% if vip %}<p>For you <a href="https://books.example/vip">first</a></p>{% endif %}
    <ul><li>{% if vip %}one{% else %}two{% endif %}</li>{% if vip %}<li>three</li>{% endif %}</ul><p>End</p>`;
  const text = (fields: Fields) => render({ code }, fields).text.split("End")[0];
  expect(text({ vip: true })).toBe(
    "Hello dear reader!\n\nFor you first (https://books.example/vip)\n\n- one\n- three\n\n",
  );
  expect(text({})).toBe("Hello reader.\n\n- two\n\n");
});

test("a subject divides too, and what is left out leaves no gap", () => {
  const plan = compilePlan(
    contentOf({
      subject: "Nine {% if city %}{{ city }}{% endif %} books",
      preheader: "{% if city %}Near{% else %}Far{% endif %}",
    }),
    sampleList,
    quiet,
  );
  const of = (fields: Fields) => ({
    subject: renderMail(plan, { ...ana, fields }, sampleUrls).subject,
    preheader: renderLine(plan.preheader, { ...ana, fields }, sampleUrls),
  });
  expect(of({})).toEqual({ subject: "Nine books", preheader: "Far" });
  expect(of({ city: "Recife" })).toEqual({ subject: "Nine Recife books", preheader: "Near" });
});

test("in a letter a condition on a line of its own stands around the blocks below it", () => {
  const line = (text: string): Block => ({ type: "paragraph", content: [{ type: "text", text }] });
  const content = [line("First"), line("{% if vip %}"), line("Only you"), line("{% endif %}"), line("Last")];
  const given = { mode: "letter" as const, letter: { version: 1 as const, type: "doc" as const, content } };
  expect(render(given, { vip: "1" }).text).toMatch(/^First\n\nOnly you\n\nLast\n/);
  expect(render(given).text).toMatch(/^First\n\nLast\n/);
  expect(compileMail(contentOf(given), sampleList, quiet).notes.conditions).toEqual([]);
});

test.each<[string, string, "condition_odd" | "condition_misplaced"]>([
  ["never closed", "<p>{% if a %}x</p>", "condition_odd"],
  ["closed elsewhere", "<p>{% if a %}x</p><p>y{% endif %}</p>", "condition_odd"],
  ["half an element", "{% if a %}<p>x{% endif %}</p>", "condition_odd"],
  ["out of and back into an element", "<p>{% if a %}x</p><p>{% endif %}y</p>", "condition_odd"],
  ["nothing begun", "<p>x{% endif %}</p>", "condition_odd"],
  ["an else without an if", "<p>{% else %}</p>", "condition_odd"],
  ["two elses", "<p>{% if a %}1{% else %}2{% else %}3{% endif %}</p>", "condition_odd"],
  ["unless closed by endif", "<p>{% unless a %}1{% endif %}</p>", "condition_odd"],
  [
    "half of what Outlook does not see",
    "<p>{% if a %}1<!--[if !mso]><!-->2{% endif %}3<!--<![endif]--></p>",
    "condition_odd",
  ],
  ["in an address", '<a href="https://a.example/{% if a %}b{% endif %}">x</a>', "condition_misplaced"],
  ["in an attribute", '<p title="{% if a %}b{% endif %}">x</p>', "condition_misplaced"],
  ["in a style", "<style>{% if a %}.b{color:red}{% endif %}</style><p>x</p>", "condition_misplaced"],
])("%s is told before sending, and everybody would get all of it", (_what, code, expected) => {
  const setting = { fromName: "Books", fromEmail: "books@news.example.com", hasList: true, customFields: ["a"] };
  const { findings } = findProblems(contentOf({ code }), sampleList, setting, quiet);
  expect(findings.filter(({ severity }) => severity === "error").map((one) => one.code)).toContain(expected);
  const { html } = render({ code });
  expect(html).not.toContain("{%");
  for (const letter of code.replace(/<[^>]*>|\{%.*?%\}/g, "").match(/[1-3xy]/g) ?? []) expect(html).toContain(letter);
});

test("an unknown field in a condition is told before sending, as one in the text is", () => {
  const setting = { fromName: "Books", fromEmail: "books@news.example.com", hasList: true, customFields: [] };
  const code = "<p>{% if tpyo %}x{% endif %}</p>";
  const { findings } = findProblems(contentOf({ code }), sampleList, setting, quiet);
  expect(findings).toContainEqual({ severity: "error", code: "merge_unknown", where: "content", about: "tpyo" });
});

test("a way out and an address that only some would see are no way out and no address", () => {
  const code = `<p>Text</p>{% if vip %}<p><a href="{{ unsubscribe_url }}">Leave</a> ${sampleList.address}</p>{% endif %}`;
  const { html, text } = render({ code });
  expect(html).toContain(`href="${sampleUrls.unsubscribe}"`);
  expect(text).toContain(sampleList.address);
});

test.each<[string, Fields, string]>([
  ['{{ x | upcase | default: "nobody" }}', {}, "nobody"],
  ['{{ x | default: "nobody" | upcase }}', {}, "NOBODY"],
  ["{{ x | upcase }}", { x: "straße é" }, "STRASSE É"],
  ["{{ x | downcase | capitalize }}", { x: "ÉCOLE normale" }, "École normale"],
  ["{{ x | capitalize }}", {}, ""],
  ["{{ x | truncate: 5 }}", { x: "abcdefg" }, "abcd…"],
  ["{{ x | truncate: 5 }}", { x: "📮📮📮📮📮" }, "📮📮📮📮📮"],
  ["{{ x | truncate: 3 }}", { x: "👩‍👩‍👧é📮x" }, "👩‍👩‍👧é…"],
  ["{{ x | truncate: 0 }}", { x: "abc" }, "…"],
  ['{{ x | date: "%-d %B %Y, %A" }}', { x: "2026-03-02" }, "2 March 2026, Monday"],
  ['{{ x | date: "%d/%m/%y 100%%" }}', { x: "2026-03-02T10:00:00Z" }, "02/03/26 100%"],
  ['{{ x | date: "%d" }}', { x: "soon" }, "soon"],
  ['{{ x | date: "%d" }}', { x: "2026-13-45" }, "2026-13-45"],
  ["{{ list.name | upcase }}", {}, "READERS"],
])("%s with %j is %j", (typed, fields, expected) => {
  expect(/<p>(.*?)<\/p>/s.exec(render({ code: `<p>${typed}</p>` }, fields).html)![1]).toBe(expected);
});

test("days and months are named in the language of the mail", () => {
  const options = { ...quiet, language: "pt-BR" };
  const plan = compilePlan(contentOf({ code: '<p>{{ x | date: "%d de %B" }}</p>' }), sampleList, options);
  expect(renderMail(plan, { ...ana, fields: { x: "2026-03-02" } }, sampleUrls).html).toContain("<p>02 de março</p>");
});

test.each([
  "{{ x | shout }}",
  "{{ x | truncate }}",
  '{{ x | upcase: "a" }}',
  "{{ x | date: 3 }}",
  "{% if %}",
  "{% if 1 == 1 %}",
  "{% if a == b %}",
  "{% if a = 'b' %}",
  "{% for a in b %}",
  "{% assign a = 'b' %}",
  "{% if a.constructor('x')() %}",
  "{% include 'etc' %}",
])("%s is not ours: it stays as typed and is told", (typed) => {
  expect(parseTemplate(typed)).toEqual({ parts: [typed], malformed: [typed] });
});

// A text with conditions beside the same with the right way written out, for one and the same reader.
type Both = { asked: string; told: string };
const both = (asked: string, told = asked): Both => ({ asked, told });
const joined = (all: Both[]): Both => both(all.map((one) => one.asked).join(""), all.map((one) => one.told).join(""));
const fields = { yes: "1", no: "", city: "Recife", orders: 12 };
const truths = [
  ["yes", true],
  ["no", false],
  ['city == "Recife"', true],
  ["orders > 20", false],
  ["yes and orders >= 12", true],
] as const;

const { tree } = fc.letrec<{ tree: Both; node: Both }>((tie) => ({
  tree: fc.array(tie("node"), { maxLength: 4 }).map(joined),
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(both("<p>A {{ city }}</p>"), both("<b>é</b>"), both("word "), both("."), both("<p>📮 = x</p>")),
    fc
      .tuple(fc.constantFrom(...truths), tie("tree"), tie("tree"), fc.boolean())
      .map(([[ask, is], one, other, turned]) => {
        const [word, yes, no] = turned ? ["unless", other, one] : ["if", one, other];
        const asked = `{% ${word} ${ask} %}${yes.asked}{% else %}${no.asked}{% end${word} %}`;
        return both(asked, (is ? one : other).told);
      }),
    tie("tree").map(({ asked, told }) => both(`<div>${asked}</div>`, `<div>${told}</div>`)),
  ),
}));

test("whatever divides it, a mail is to the byte what it would be with the right parts written in, also as it goes out", () => {
  fc.assert(
    fc.property(tree, ({ asked, told }) => {
      const [one, other] = [`<p>x</p>${asked}`, `<p>x</p>${told}`].map((code) =>
        compilePlan(contentOf({ code }), sampleList, quiet),
      );
      const contact = { ...ana, fields };
      const html = renderMail(one!, contact, sampleUrls).html;
      expect(html).toBe(renderMail(other!, contact, sampleUrls).html);
      const form = { from: { name: "a", address: "a@example.com" }, list: { name: "a", id: "a" }, feedbackId: "a" };
      const letter = { contact, urls: sampleUrls, messageId: "m", date: new Date(0) };
      expect(decodedHtml(compileLetter({ ...form, segments: one! })(letter))).toBe(html);
    }),
    { numRuns: 300 },
  );
});

function decodedHtml(raw: Buffer): string {
  const part = raw.toString("latin1").split("--=_part_=")[2]!.split("\r\n\r\n").slice(1).join("\r\n\r\n");
  const bytes = part
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString().replace(/\r\n$/, "");
}
