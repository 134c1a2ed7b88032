import { reasons, type Leaving } from "@/lib/tracking/departure";
import { escapeHtml, page } from "./page";
import type { Words } from "./words";

/** The page of an unsubscribe link: before, one question and one button; after, the way back and an optional reason. */
export function leavingPage(words: Words, leaving: Leaving, said: "reason" | "back" | null): string {
  const { t } = words;
  const list = escapeHtml(leaving.listName);
  const body = leaving.left ? afterLeaving(words, leaving, said) : beforeLeaving(words, leaving, said);
  const foot = [leaving.company, leaving.address].filter(Boolean).map(escapeHtml).join(", ");
  return page(words, {
    title: leaving.left ? t("leftTitle") : t("leaveTitle", { list }),
    sender: leaving.company,
    body,
    foot: `<p>${foot}.${siteLink(words, leaving.site)}</p><p>${t("noCookie")}</p>`,
  });
}

function beforeLeaving({ t }: Words, leaving: Leaving, said: string | null): string {
  const list = escapeHtml(leaving.listName);
  const company = escapeHtml(leaving.company);
  const back = said === "back" ? `<p class="said" role="status">${t("backAgain", { list })}</p>` : "";
  return `${back}<h1>${t("leaveTitle", { list })}</h1>
<p>${t("leaveLead")} <b class="mono">${escapeHtml(mask(leaving.email))}</b></p>
<form method="post"><input type="hidden" name="do" value="list"><button class="main">${t("leave", { list })}</button></form>
<form method="post" class="quiet"><input type="hidden" name="do" value="account"><button><span>${t("leaveAll", { company })}</span><span>${t("leaveAllHint")}</span></button></form>
<p class="why">${t("nothingYet")}</p>`;
}

function afterLeaving({ t }: Words, leaving: Leaving, said: string | null): string {
  const list = escapeHtml(leaving.listName);
  const company = escapeHtml(leaving.company);
  const lead = leaving.left?.way === "account" ? t("leftAll", { company }) : t("leftList", { list });
  const choices = reasons.map(
    (reason) =>
      `<label><input type="radio" name="reason" value="${reason}"${leaving.left?.reason === reason ? " checked" : ""}><span>${t(`reason.${reason}`)}</span></label>`,
  );
  const thanks = said === "reason" ? `<p class="said" role="status">${t("thanks")}</p>` : "";
  return `<h1>${t("leftTitle")}</h1><p>${lead}</p>
<form method="post"><input type="hidden" name="do" value="undo"><button>${t("undo")}</button></form>
<hr class="perf">${thanks}<form method="post"><input type="hidden" name="do" value="reason">
<fieldset><legend><b>${t("askReason")}</b> ${t("needNot")}</legend>${choices.join("")}</fieldset><button>${t("sendReason")}</button></form>`;
}

/** A page for a link that we did not make, or that a mail program cut in two. Says nothing about whose it might be. */
export function brokenPage(words: Words): string {
  const { t } = words;
  return page(words, {
    title: t("brokenTitle"),
    sender: "",
    body: `<h1>${t("brokenTitle")}</h1><p>${t("broken")}</p>`,
    foot: `<p>${t("noCookie")}</p>`,
  });
}

// Enough to know one's own address, too little for whoever finds the link.
function mask(email: string): string {
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  return `${local.slice(0, Math.max(1, Math.ceil(local.length / 2)))}•••${email.slice(at)}`;
}

function siteLink({ t }: Words, site: string): string {
  if (!/^https?:\/\/[^\s"'<>]+$/i.test(site)) return "";
  return ` <a href="${escapeHtml(site)}" rel="noreferrer">${t("site")}</a>`;
}
