import fc from "fast-check";
import { expect, test } from "vitest";
import { compileMail, compilePlan } from "@/lib/campaigns/content/compile";
import { renderMail } from "@/lib/campaigns/content/render";
import { contentOf, sampleList, sampleOptions, sampleUrls } from "../../support/mail-content";

function render(code: string, x = "") {
  const plan = compilePlan(contentOf({ code }), sampleList, sampleOptions);
  const mail = renderMail(plan, { email: "ana@example.com", name: "Ana", fields: { x } }, sampleUrls);
  return { plan, ...mail };
}

test("a template's tables, styles and settings for Outlook stay as comments", () => {
  const { html, text } = render(`<!doctype html><html><head><title>x</title>
    <!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>
    <style type="text/css">table>tr{mso-line-height-rule:exactly}</style><![endif]--></head><body>
    <!--[if mso | IE]><table width="600" cellpadding="0"><tr><td width=300><![endif]--><div>Left</div>
    <!--[if mso | IE]></td><td style="vertical-align:top;"><![endif]--><div>Right</div>
    <!--[if mso | IE]></td></tr></table><![endif]--></body></html>`);
  const [head, body] = html.split("</head>");
  expect(head).toContain(
    "<!--[if gte mso 9]><xml><o:officedocumentsettings><o:pixelsperinch>96</o:pixelsperinch></o:officedocumentsettings></xml>",
  );
  expect(head).toContain("<style>table > tr{mso-line-height-rule:exactly}</style><![endif]-->");
  expect(body).toContain('<!--[if mso | IE]><table width="600" cellpadding="0"><tr><td width="300"><![endif]-->');
  expect(body).toContain('<!--[if mso | IE]></td><td style="vertical-align:top;"><![endif]-->');
  expect(body).toContain("<!--[if mso | IE]></td></tr></table><![endif]-->");
  expect(text).toMatch(/^Left\nRight\n/);
});

test("a button drawn for Outlook and its twin for the others are two counted links, and both lead there", () => {
  const { html, plan } = render(
    `<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="https://books.example/?a=1&amp;b=2" arcsize="8%" onclick="x"><center>Read</center></v:roundrect><![endif]-->
     <!--[if !mso]><!--><a href="https://books.example/?a=1&amp;b=2">Read</a><!--<![endif]-->`,
  );
  expect(plan.links.map(({ no, url }) => [no, url])).toEqual([
    [1, "https://books.example/?a=1&b=2"],
    [2, "https://books.example/?a=1&b=2"],
  ]);
  expect(html).toContain(
    '<v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="https://go.example/c/1?a=1&amp;b=2" arcsize="8%"><center>Read</center></v:roundrect><![endif]-->',
  );
  expect(html).toMatch(
    /<!--\[if !mso\]><!--><a href="https:\/\/go\.example\/c\/2\?a=1&amp;b=2">Read<\/a><!--<!\[endif\]-->/,
  );
});

test("what is kept from Outlook ends before the footer, and a way out in it is none", () => {
  const { html } = render('<p>a</p><!--[if !mso]><!--><p>b <a href="{{ unsubscribe_url }}">Leave</a></p>');
  expect(html.indexOf("<!--<![endif]-->")).toBeGreaterThan(html.indexOf("Leave"));
  expect(html.indexOf("<!--<![endif]-->")).toBeLessThan(html.indexOf(">Unsubscribe<"));
  expect(render("<p>a</p><!--<![endif]--><!-- note --><p>b</p>").html).not.toContain("<!--");
});

test.each([
  ["<!--[if mso]><script>x()</script><![endif]-->", "<script>x()</script>"],
  ["<!--[if mso]><td><iframe src=x></td><![endif]-->", "<iframe src=x></td>"],
  ["<!--[if mso]><td <b>><![endif]-->", "<td <b>>"],
  ["<!--[if mso]><style>a{}<b></style><![endif]-->", "<style>a{}<b></style>"],
])("%s leaves every part for Outlook out, and says so", (bad, about) => {
  const code = `<!--[if mso]><table><tr><td><![endif]--><p>Hello</p>${bad}`;
  expect(render(code).html).not.toContain("<!--");
  expect(compileMail(contentOf({ code }), sampleList, sampleOptions).notes.outlookRefused).toBe(about);
});

test("a place for a condition that an author writes by hand brings nothing along", () => {
  const { html } = render('<x-condition id="0">a</x-condition><x-condition id="constructor"></x-condition><p>b</p>');
  expect(html).not.toMatch(/x-condition|<!--/);
});

test("whatever stands in a part for Outlook, others read on behind it as if it were not there", () => {
  const piece = fc.constantFrom(
    ..."<table>|</td>|<td --|<td -->|-->|--!>|>|--|!|<!--|<img src=x onerror=alert(1)>|<a href=javascript:alert(1)>".split(
      "|",
    ),
    ..."&gt;|&#45;&#45;&gt;|{{x}}|{{x}}>|<td title='-->'>|<a href='{{ x }}'>|<v:rect />|- |<br/>|<style>a>b{}{{x}}->c{}</style>".split(
      "|",
    ),
  );
  const value = fc.constantFrom("-->", "--", "--!>", "<b>", '">', "]]>", "<![endif]-->");
  const bare = render("<p>a</p><p>b</p>").html;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), value, (pieces, x) => {
      const { html } = render(`<p>a</p><!--[if mso]>${pieces.join("")}<![endif]--><p>b</p>`, x);
      // HTML 13.2.5.51: a comment ends at --> and at --!>.
      const seen = html.replace(/<!--[\s\S]*?--!?>/g, "");
      // What the author's own comment ended early is text of the author's, cleaned like all of it.
      if (!/--!?>|--$/.test(pieces.join(""))) expect(seen).toBe(bare);
      expect(seen).not.toMatch(/<[^>]*(?:javascript:|onerror)/);
    }),
    { numRuns: 500 },
  );
});

test.each([
  "<!--[if mso]>",
  "<!--[if mso]><td ",
  "<!--[if mso]><td a='",
  "<!--[if mso]><style>",
  "<!--[if (((",
  "<!--[if mso]> <![endif]-->",
])("reading 400,000 letters of %j takes no longer than its length", (hostile) => {
  const started = performance.now();
  render(hostile.repeat(Math.ceil(400_000 / hostile.length)));
  expect(performance.now() - started).toBeLessThan(15_000);
});
