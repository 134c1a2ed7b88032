import { expect, test } from "vitest";
import { findProblems, type CheckSetting } from "@/lib/campaigns/content/problems";
import { emptyLetter, LetterDocument } from "@/lib/campaigns/content/document";
import { contentOf, letterWithPictures, sampleList, sampleOptions } from "../../support/mail-content";

const ready: CheckSetting = {
  fromName: "Sample Books",
  fromEmail: "letter@news.example.com",
  hasList: true,
  customFields: ["city"],
};

function codes(part: Parameters<typeof contentOf>[0], setting: Partial<CheckSetting> = {}, list = sampleList) {
  const { findings } = findProblems(contentOf(part), list, { ...ready, ...setting }, sampleOptions);
  return findings.map(({ severity, code, where, about }) => [severity, code, where, about].filter(Boolean).join(" "));
}

test("a complete letter has nothing to look at", () => {
  expect(codes({})).toEqual([]);
});

test("errors come first, and each names its place", () => {
  expect(codes({ subject: " ", preheader: "" }, { fromEmail: "", hasList: false })).toEqual([
    "error subject_missing subject",
    "error from_missing from",
    "error list_missing list",
    "warning preheader_missing preheader",
  ]);
});

test.each([
  ["ana@gmail.com", "warning from_free_mail from gmail.com"],
  ["ana@YAHOO.com.br", "warning from_free_mail from yahoo.com.br"],
  ["not an address", "error from_invalid from not an address"],
])("looks at the sender %s", (fromEmail, found) => {
  expect(codes({}, { fromEmail })).toEqual([found]);
});

test("a list and an account without a postal address stop the sending", () => {
  expect(codes({}, {}, { ...sampleList, address: " " })).toEqual(["error address_missing address"]);
});

test.each([
  ["<p>{{ citty }}</p>", ["error merge_unknown content citty"]],
  ["<p>{{ city }} {{ city }}</p>", ["warning merge_without_fallback content city"]],
  ['<p>{{ city | default: "town" }} {{ email }} {{ list.phone }}</p>', []],
  ["<p>{{ __proto__ }}</p>", ["error merge_unknown content __proto__"]],
  ["<p>{{ list.secret }}</p>", ["error merge_unknown content list.secret"]],
  ["<p>{{ first name }}</p>", ["error merge_malformed content {{ first name }}"]],
])("looks at the merge fields of %s", (code, found) => {
  expect(codes({ code })).toEqual(found);
});

test("looks at the merge fields of the subject and the preheader too", () => {
  expect(codes({ subject: "Hello {{ nam }}", preheader: "{{ first_name }}" })).toEqual([
    "error merge_unknown subject nam",
    "warning merge_without_fallback preheader first_name",
  ]);
});

test.each([
  ['<a href="https://">x</a>', "error link_broken content https://"],
  ['<a href="example.com">x</a>', "error link_broken content example.com"],
  ['<a href="https://localhost/x">x</a>', "error link_broken content https://localhost/x"],
  [
    '<a href="https://books.example@evil.example">x</a>',
    "error link_broken content https://books.example@evil.example",
  ],
  ['<a href="mailto:nobody">x</a>', "error link_broken content mailto:nobody"],
  ['<a href="">Read</a>', "error link_broken content Read"],
  ['<a href="http://books.example">x</a>', "warning link_insecure content http://books.example"],
  ['<p>x</p><a href="https://books.example"></a>', "warning link_without_text content https://books.example"],
  [
    '<a href="https://books.example/?a={{ email }}">x</a>',
    "info link_personal content https://books.example/?a={{ email }}",
  ],
  ['<img src="https://books.example/a.png">', "warning picture_without_alt content https://books.example/a.png"],
])("looks at %s", (code, found) => {
  expect(codes({ code })).toEqual([found]);
});

test.each([
  '<a href="mailto:hello@books.example?subject=Hi">x</a>',
  '<a href="tel:+351 21 000 00 00">x</a>',
  '<a href="#top">x</a>',
  '<a href="{{ unsubscribe_url }}">x</a>',
  '<a href="{{ list.site }}">x</a>',
  '<a href="https://books.example"><img src="https://books.example/a.png" alt="Books"></a>',
  '<img src="https://books.example/line.png" alt="">',
])("has nothing to say about %s", (code) => {
  expect(codes({ code })).toEqual([]);
});

test("an empty mail is not ready", () => {
  expect(codes({ letter: emptyLetter })).toEqual(["error content_empty content"]);
  expect(codes({ code: "<table><tr><td> &nbsp; </td></tr></table>" })).toEqual(["error content_empty content"]);
});

test("weight is measured as it arrives: 90 kB asks, 102 kB stops", () => {
  const weigh = (bytes: number) =>
    codes({ code: `<p>${"x".repeat(bytes)}</p>` }).map((found) => found.split(" ", 2).join(" "));
  expect(weigh(80_000)).toEqual([]);
  expect(weigh(92_000)).toEqual(["warning size_warning"]);
  expect(weigh(103_000)).toEqual(["error size_exceeded"]);
});

test("a letter is what the editor makes and nothing else", () => {
  expect(LetterDocument.safeParse(letterWithPictures).success).toBe(true);
  const deep = (levels: number) => {
    let inner: object = { type: "paragraph" };
    for (let level = 0; level < levels; level++) inner = { type: "blockquote", content: [inner] };
    return { type: "doc", content: [inner] };
  };
  expect(LetterDocument.safeParse(deep(10)).success).toBe(true);
  for (const wrong of [
    null,
    {},
    { type: "doc", content: [{ type: "script" }] },
    { type: "doc", content: [{ type: "heading", attrs: { level: 4 } }] },
    { type: "doc", content: [{ type: "paragraph", onclick: "x" }] },
    { version: 2, type: "doc", content: [] },
    ...[
      "http://a.example/x.png",
      "data:image/png;base64,AA",
      "javascript:alert(1)",
      "https://",
      "https://a.example/{{ x }}",
    ].map((src) => ({ type: "doc", content: [{ type: "image", attrs: { src, alt: "" } }] })),
    { type: "doc", content: [{ type: "paragraph", content: [{ type: "mergeField", attrs: { field: "a b" } }] }] },
    deep(5_000),
  ])
    expect(LetterDocument.safeParse(wrong).success).toBe(false);
});
