import fc from "fast-check";
import { parseDocument } from "htmlparser2";
import { expect, test } from "vitest";
import { compilePlan } from "@/lib/campaigns/content/compile";
import type { Inline, LetterDocument } from "@/lib/campaigns/content/document";
import { sanitizeCss, sanitizeMail } from "@/lib/campaigns/content/sanitize";
import { fieldValue, renderMail } from "@/lib/campaigns/content/render";
import { contentOf, sampleList, sampleOptions, sampleUrls } from "../../support/mail-content";

const hostile = fc.oneof(
  fc.constantFrom(
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onerror='alert(1)",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "{{ email }}",
    "\r\nBcc: victim@example.com",
    "-->",
    "&lt;b&gt;",
    "url(javascript:alert(1))",
    "\u2028\u0000\ud800",
  ),
  fc.string({ unit: "binary" }),
);

const code = `<html><head><style>.a{color:{{ x }}}</style></head><body><p title="{{ x }}" style="color:{{ x }}">{{ x }}</p>
  <a href="{{ x }}">one</a><a href="https://a.example/{{ x }}?q={{ x }}">two</a><img src="{{ x }}" alt='{{ x }}'></body></html>`;

test("no value of a contact can become markup, an attribute, an address with a scheme, or a header", () => {
  const plan = compilePlan(
    contentOf({ code, subject: "Hello {{ x }}", preheader: "{{ x }}" }),
    sampleList,
    sampleOptions,
  );
  const calm = shape(render(plan, "calm").html);
  fc.assert(
    fc.property(hostile, (x) => {
      const { html, subject } = render(plan, x);
      expect(shape(html)).toEqual(calm);
      // oxlint-disable-next-line no-control-regex
      expect(subject).not.toMatch(/[\u0000-\u001f\u007f]/);
      for (const address of addresses(html)) expect(address).toMatch(/^(?:https?:\/\/|#|$)/);
    }),
    { numRuns: 300 },
  );
});

test("compiling and filling is the same as writing the values into the letter first", () => {
  const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((text) => /\S/.test(text));
  // What a mail cannot carry, and what would be read as a field of its own, is the subject of other tests.
  const value = word.map((text) => text.replace(/[{}\p{Cc}\p{Cs}\u2028\u2029]/gu, "·").trim());
  const node = fc.oneof(
    value.map((text): Inline => ({ type: "text", text })),
    fc.constant<Inline>({ type: "mergeField", attrs: { field: "x", fallback: "nobody" } }),
    value.map((text): Inline => ({ type: "text", text, marks: [{ type: "bold" }] })),
    fc.constant<Inline>({ type: "hardBreak" }),
  );
  fc.assert(
    fc.property(fc.array(node, { minLength: 1, maxLength: 12 }), fc.option(value), (nodes, x) => {
      const shown = x ?? "nobody";
      const naive = nodes.map((one): Inline => (one.type === "mergeField" ? { type: "text", text: shown } : one));
      const compiled = compilePlan(contentOf({ letter: letter(nodes) }), sampleList, sampleOptions);
      const written = compilePlan(contentOf({ letter: letter(naive) }), sampleList, sampleOptions);
      expect(render(compiled, x ?? "").html).toBe(render(written, "").html);
    }),
  );
});

test("a field is looked up among the contact's own, and nowhere else", () => {
  const contact = { email: "a@example.com", name: " Ana  Prado ", fields: { city: "Porto", n: 3, o: { a: 1 } } };
  for (const field of ["constructor", "__proto__", "toString", "hasOwnProperty", "fields", "o", "city.length"])
    expect(fieldValue(contact, field)).toBe("");
  expect(["city", "n", "first_name", "name", "email"].map((field) => fieldValue(contact, field))).toEqual([
    "Porto",
    "3",
    "Ana",
    "Ana  Prado",
    "a@example.com",
  ]);
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><style><img src=x onerror=alert(1)></style></svg>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<a href='jav&#x09;ascript:alert(1)'>x</a>",
  "<a href=' javascript:alert(1)'>x</a>",
  "<a href='java{{ x }}script:alert(1)'>x</a>",
  "<a href='{{ x | default: \"javascript:alert(1)\" }}'>x</a>",
  "<form action='https://evil.example'><input name=a></form>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<base href='https://evil.example'><object data='x'></object><embed src='x'>",
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<style></style><script>alert(1)</script><style>",
])("%s loses what would run", (given) => {
  const plan = compilePlan(contentOf({ code: given }), sampleList, sampleOptions);
  const { html } = render(plan, "");
  const { elements, attributes } = inventory(html);
  expect(
    elements.filter((name) => /^(script|svg|math|iframe|form|input|base|object|embed|noscript)$/.test(name)),
  ).toEqual([]);
  expect(attributes.filter((name) => /^on|srcdoc|http-equiv|action/.test(name))).toEqual([]);
  for (const address of addresses(html)) expect(address).not.toMatch(/^\s*(?!https?:)[a-z][a-z0-9+.-]*:/i);
});

test("styles lose what runs or loads other styles, however it is dressed up", () => {
  for (const css of [
    "@im/**/port 'x'",
    "@import url(https://x.example)",
    "a{b:exp/*x*/ression(1)}",
    "a{b:url( 'javascript:1')}",
    "a{behavior:url(x)}",
    "a{b:\\75rl(x)}",
  ])
    expect(sanitizeCss(css)).not.toMatch(/@import|expression\s*\(|javascript:|behavior:|url\(|</i);
  expect(sanitizeCss("a{background:url('https://a.example/x.png')}")).toContain("https://a.example/x.png");
});

test("cleaning twice is cleaning once", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          "<p>",
          "</p>",
          "<a href=",
          "'x",
          "'>",
          "<style>",
          "</style>",
          "<!--",
          "-->",
          "&lt;",
          "<table><tr><td>",
          "a",
        ),
      ),
      (parts) => {
        const once = sanitizeMail(parts.join(""));
        expect(sanitizeMail(once)).toBe(once);
      },
    ),
  );
});

function letter(content: Inline[]): LetterDocument {
  return { version: 1, type: "doc", content: [{ type: "paragraph", content }] };
}

function render(plan: ReturnType<typeof compilePlan>, x: string) {
  return renderMail(plan, { email: "ana@example.com", name: "Ana", fields: { x } }, sampleUrls);
}

// The elements and their attributes in order: what a value may never change.
function shape(html: string): string[] {
  return walk(html).map(({ name, attribs }) => `${name} ${Object.keys(attribs).join(" ")}`);
}

function inventory(html: string) {
  const all = walk(html);
  return { elements: all.map(({ name }) => name), attributes: all.flatMap(({ attribs }) => Object.keys(attribs)) };
}

function addresses(html: string): string[] {
  return walk(html).flatMap(({ attribs }) => [attribs.href, attribs.src].filter((one) => one !== undefined));
}

type Node = { name?: string; attribs?: Record<string, string>; children?: Node[] };

function walk(html: string): { name: string; attribs: Record<string, string> }[] {
  const visit = (node: Node): { name: string; attribs: Record<string, string> }[] => [
    ...(node.name && node.attribs ? [{ name: node.name, attribs: node.attribs }] : []),
    ...(node.children ?? []).flatMap(visit),
  ];
  return visit(parseDocument(html) as Node);
}
