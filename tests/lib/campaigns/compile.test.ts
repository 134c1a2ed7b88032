import { expect, test } from "vitest";
import { compilePlan } from "@/lib/campaigns/content/compile";
import { LetterDocument } from "@/lib/campaigns/content/document";
import { renderMail } from "@/lib/campaigns/content/render";
import { contentOf, letterWithPictures, sampleList, sampleOptions, sampleUrls } from "../../support/mail-content";

const ana = { email: "ana@example.com", name: "Ana Prado", fields: { city: "Porto" } };

function render(code: string, contact = ana, list = sampleList) {
  const plan = compilePlan(contentOf({ code }), list, sampleOptions);
  return { plan, ...renderMail(plan, contact, sampleUrls) };
}

test("a letter of every kind of node becomes the HTML and the text on file", async () => {
  const plan = compilePlan(contentOf({ letter: letterWithPictures }), sampleList, sampleOptions);
  const mail = renderMail(plan, ana, sampleUrls);
  await expect(mail.html.replaceAll("><", ">\n<")).toMatchFileSnapshot("golden/letter.html.golden");
  await expect(mail.text).toMatchFileSnapshot("golden/letter.txt");
  expect(plan.links).toEqual([{ no: 1, url: "https://books.example/list?a=1&b=2", label: "the list" }]);
});

test("a picture that leads somewhere is a counted link, named by its alternative text", () => {
  const attrs = { src: "https://books.example/lamp.png", alt: "A lamp", href: "https://books.example/lamps" };
  const letter = LetterDocument.parse({ type: "doc", content: [{ type: "image", attrs }] });
  const plan = compilePlan(contentOf({ letter }), sampleList, sampleOptions);
  const { html, text } = renderMail(plan, ana, sampleUrls);
  expect(plan.links).toEqual([{ no: 1, url: "https://books.example/lamps", label: "A lamp" }]);
  expect(html).toMatch(
    /<a class="link" href="https:\/\/go\.example\/c\/1\?a=1&amp;b=2"[^>]*><img src="https:\/\/books\.example\/lamp\.png" alt="A lamp"/,
  );
  expect(text).toContain("A lamp (https://go.example/c/1?a=1&b=2)");
});

test("a value is short in a subject, and never cut through a letter", () => {
  const plan = compilePlan(contentOf({ subject: "For {{ name }}" }), sampleList, sampleOptions);
  const { subject } = renderMail(plan, { ...ana, name: `${"x".repeat(119)}😀😀` }, sampleUrls);
  expect(subject).toBe(`For ${"x".repeat(119)}`);
});

test("a mail of tables and styles becomes the HTML and the text on file", async () => {
  const code = `<!doctype html><html><head><title>x</title><style>@import url(https://x.example/a.css);
    .card{color:#123;background:url(javascript:alert(1))}</style><!-- gone --></head>
    <body bgcolor="#eee" onload="alert(1)"><table width="600" cellpadding="4"><tr><td style="color:red;width:expression(alert(1))">Hello {{ first_name | default: "you" }} of {{ city }}</td>
    <td><a href="https://books.example/a"><img src="https://books.example/a.png" alt="Books"></a></td></tr></table>
    <a href="https://books.example/a">Again</a> <a href="https://books.example/?who={{ email }}">Yours</a>
    <script>alert(1)</script><a href="javascript:alert(1)" onclick="alert(1)">bad</a>
    <p>{{ list.company }}, {{ list.address }} <a href="{{ unsubscribe_url }}">Leave</a></p></body></html>`;
  const mail = render(code);
  await expect(mail.html.replaceAll("><", ">\n<")).toMatchFileSnapshot("golden/code.html.golden");
  await expect(mail.text).toMatchFileSnapshot("golden/code.txt");
});

test("two places with one address are two links", () => {
  const { plan } = render('<a href="https://a.example">One</a><a href="https://a.example">Two</a>');
  expect(plan.links.map(({ no, url, label }) => [no, url, label])).toEqual([
    [1, "https://a.example", "One"],
    [2, "https://a.example", "Two"],
  ]);
});

test("a link that holds a field is written for each reader and not counted", () => {
  const { plan, html, text } = render('<a href="https://a.example/?who={{ name }}&amp;x=1">Yours</a>');
  expect(plan.links).toEqual([]);
  expect(html).toContain('href="https://a.example/?who=Ana%20Prado&amp;x=1"');
  expect(text).toContain("Yours (https://a.example/?who=Ana%20Prado&x=1)");
});

test("the footer is added only for what the author's mail lacks", () => {
  const unsubscribes = (html: string) => html.split('href="https://go.example/u"').length - 1;
  expect(unsubscribes(render("<p>Hello</p>").html)).toBe(1);
  expect(render("<p>Hello</p>").html).toContain("1 Sample Street, Example");

  const own = render('<p><a href="{{ unsubscribe_url }}">Leave</a> Sample Books, 1 Sample Street,<br>Example</p>');
  expect(unsubscribes(own.html)).toBe(1);
  expect(own.html.split("1 Sample Street").length - 1).toBe(1);

  const half = render('<p><a href="{{ unsubscribe_url }}">Leave</a></p>');
  expect(unsubscribes(half.html)).toBe(1);
  expect(half.html).toContain("1 Sample Street, Example");
});

test.each([
  ["no words", '<a href="{{ unsubscribe_url }}"></a>'],
  ["words that nobody sees", '<div style="DISPLAY : none"><p>x</p><a href="{{ unsubscribe_url }}">Leave</a></div>'],
  ["words that only some have", '<a href="{{ unsubscribe_url }}">{{ first_name }}</a>'],
  ["letters without a shape", '<a href="{{ unsubscribe_url }}">&zwnj;&nbsp;</a>'],
  ["a detour", '<a href="https://a.example/?to={{ unsubscribe_url }}">Leave</a>'],
])("a way out with %s is none, and the footer brings one", (_, code) => {
  const { html, text } = render(`<p>Hello</p>${code}`);
  expect(html).toContain(">Unsubscribe</a>");
  expect(text).toContain("Unsubscribe (https://go.example/u)");
});

test("an address in an attribute or where nobody sees it is none", () => {
  const code = '<p title="{{ list.address }}">Hello</p><p style="visibility:hidden">{{ list.address }}</p>';
  expect(render(code).text).toContain("1 Sample Street, Example");
});

test("what nobody sees is not in the text part", () => {
  const code =
    '<div style="display:none"><ul><li>Hidden <img alt="too" src="https://a.example/x.png"></li></ul></div><p>Seen</p>';
  expect(render(code).text).toMatch(/^Seen\n\nYou are on the list/);
});

test("a mail without a word of the author's has a text part all the same", () => {
  const plan = compilePlan(contentOf({ code: "" }), { ...sampleList, address: "", company: "" }, sampleOptions);
  expect(renderMail(plan, ana, sampleUrls).text).toContain("Unsubscribe");
});

test("open and click tracking are left out where the campaign does without", () => {
  const plan = compilePlan(contentOf({}), sampleList, { ...sampleOptions, tracksOpens: false, tracksClicks: false });
  const { html } = renderMail(plan, ana, sampleUrls);
  expect(plan.links).toEqual([]);
  expect(html).not.toContain("go.example/o");
  expect(html).toContain('href="https://books.example/list?a=1&amp;b=2"');
});

test("the plan survives being kept as JSON", () => {
  const plan = compilePlan(contentOf({}), sampleList, sampleOptions);
  expect(renderMail(JSON.parse(JSON.stringify(plan)), ana, sampleUrls)).toEqual(renderMail(plan, ana, sampleUrls));
});
