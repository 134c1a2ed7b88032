import { createHash } from "node:crypto";
import { languageNames, locales, type Words } from "./words";

// Written out: these pages load nothing, so that they work in the oldest browser and behind the strictest filter.
const CSS = `:root{color-scheme:light dark;--paper:light-dark(#fbfaf7,#161513);--surface:light-dark(#fff,#1c1b18);--ink:light-dark(#1c1b19,#f2efe8);--ink-2:light-dark(#57534a,#b8b2a6);--ink-3:light-dark(#6a655a,#968f83);--line:light-dark(#e9e5dc,#2a2824);--line-3:light-dark(#8c8576,#7a7468);--accent:light-dark(#c2410c,#fb923c);--on:light-dark(#fff,#1c1b19);--ok:light-dark(#e6f1ea,#19291f)}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/26px Geist,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
.w{display:flex;flex-direction:column;max-width:520px;min-height:100vh;margin:0 auto;padding:28px 20px 40px}
header{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;margin:0 0 20px}header b{font-weight:600;overflow-wrap:anywhere}nav{margin-left:auto;font-size:14px}nav a{padding:9px 8px;color:var(--ink-2)}nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
main{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:26px 28px}
h1{margin:0 0 8px;font-size:26px;line-height:32px;font-weight:600;letter-spacing:-.02em;overflow-wrap:anywhere}p{margin:0 0 18px;color:var(--ink-2);overflow-wrap:anywhere}p b{color:var(--ink)}
button{width:100%;min-height:46px;padding:9px 20px;border:1px solid var(--line-3);border-radius:8px;background:var(--surface);color:var(--ink);font:inherit;font-weight:600;cursor:pointer;overflow-wrap:anywhere}
button.main{border-color:var(--accent);background:var(--accent);color:var(--on)}button:hover{text-decoration:underline;text-underline-offset:3px}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px;border-radius:6px}
.quiet{margin:20px 0 0;border-top:1px solid var(--line)}.quiet button{padding:13px 0;border:0;background:none;text-align:left;font-weight:400}.quiet span{display:block}.quiet span+span,.why{font-size:14px;line-height:21px;color:var(--ink-3)}
.why{margin:6px 0 0;padding-top:14px;border-top:1px solid var(--line)}.said{margin:0 0 16px;padding:8px 12px;border-radius:8px;background:var(--ok);color:var(--ink)}
.perf{margin:26px -28px 20px;border:0;border-top:3px dotted var(--line-3);opacity:.5}fieldset{margin:0 0 14px;padding:0;border:0}legend{padding:0 0 6px;color:var(--ink-2)}legend b{color:var(--ink)}
label{display:flex;gap:12px;align-items:center;min-height:44px}input[type=radio]{width:20px;height:20px;margin:0;flex:none;accent-color:var(--ink)}
footer{margin-top:auto;padding-top:36px;font-size:14px;line-height:21px}footer p{margin:0 0 4px;color:var(--ink-3)}a{color:inherit;text-underline-offset:3px}
@media(max-width:600px){.w{padding:16px 16px 32px}main{padding:22px 20px}.perf{margin-inline:-20px}}`;

const STYLE_HASH = createHash("sha256").update(CSS).digest("base64");

/** Headers of every page of a subscriber: nothing is loaded, framed, kept, indexed or told to another site. */
export const plainHeaders: Record<string, string> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-robots-tag": "noindex",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
};

/** A whole page without script and without anything to load. `body` and `foot` are HTML. */
export function page(
  { locale, t }: Words,
  { title, sender, body, foot }: { title: string; sender: string; body: string; foot: string },
): string {
  const languages = locales
    .map(
      (code) =>
        `<a href="?lang=${code}" hreflang="${code}" lang="${code}"${code === locale ? ' aria-current="true"' : ""}>${languageNames[code]}</a>`,
    )
    .join("");
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${CSS}</style></head>
<body><div class="w"><header><b>${escapeHtml(sender)}</b><nav aria-label="${t("languages")}">${languages}</nav></header><main>${body}</main><footer>${foot}</footer></div></body></html>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
