import { plainLetters } from "./fold";

const SUBJECT =
  /^(?:(?:re|aw|fw|fwd|sv|res|rif)\s?: ?){0,3}(?:please )?(?:unsubscribe(?: me)?|un-subscribe|remove(?: me)?|opt[- ]?out|stop|leave|descadastr\w+|desinscrever|desinscricao|cancelar(?: (?:a |minha |mi |la )?(?:inscricao|assinatura|suscripcion|subscricao|recebimento))?|cancelar|sair(?: da lista)?|remover|remocao|abmeld\w+|abbestell\w+|austragen|desabonn\w+|se desabonner|desinscri\w+|resiliation|(?:dar(?:me|se)? de )?baja|desuscrib\w+|disiscriv\w+|cancella\w*(?: iscrizione)?|afmeld\w+|uitschrijv\w+|avregistrera|avprenumerera|avsluta prenumeration|avmeld\w*|frameld\w*|wypisz\w*|rezygn\w+|odhlasit\w*|leiratkozas|abonelikten cik|отписаться|отпишите|отписка|відписатися)[.! ]*(?:$|:|<?[^\s@]{1,64}@\S{1,255}$)|^(?:退订|取消订阅|退訂|取消訂閱|配信停止|購読解除|購読停止|구독 ?취소|수신 ?거부)/u;

const BODY =
  /^(?:unsubscribe|remove|stop|opt[- ]?out|descadastrar|remover|cancelar|sair|abmelden|desabonner|baja|cancella|uitschrijven|退订|配信停止)[.! ]*$|\b(?:please |kindly |pls )?(?:unsubscribe|remove|delete|take) (?:me|us|my (?:e-?mail|address|name))\b|\b(?:unsubscribe|opt) (?:me )?(?:out )?(?:from|of) (?:this|your|the|all)\b|\bstop (?:sending|mailing|e-?mailing|contacting) (?:me|us|these|this)|do not (?:send|e-?mail|mail|contact) me|don't (?:send|e-?mail|mail) me|(?:me|nos) (?:remov|retir|exclu|descadastr|tir)\w+|(?:remov|retir|exclu|tir)(?:a|am|e|em|ir|er)-?(?:me| me)? .{0,30}(?:lista|e-?mail)|nao (?:quero|desejo|gostaria de) (?:mais )?receb|(?:bitte|mochte).{0,60}(?:abmelden|austragen|loschen)|\b(?:nehm|streich|losch|entfern|trag)\w* sie (?:mich|uns|meine adresse) .{0,30}(?:verteiler|liste|newsletter|adresse)|(?:mochte|will|wunsche|bitte) keine (?:weiteren )?(?:(?:e-?)?mails?|newsletter|werbung)|keine (?:weiteren )?(?:e-?mails|newsletter)|(?:desabonn|desinscri|retir|supprim)\w+[- ]moi|(?:me )?desabonner|\b(?:me|nous) (?:desinscrire|retirer|supprimer|enlever|radier)\b|ne (?:souhaite|veux|desire) plus recevoir|(?:dar(?:me|se)?|denme) de baja|(?:elimin|borr|quit|sac)\w*(?:me|nos)\b.{0,30}\b(?:lista|base|newsletter)|no (?:quiero|deseo) (?:seguir |mas )?recib|(?:disiscriv|cancell|rimuov|toglie)\w*(?:mi|temi)\b|non (?:voglio|desidero) (?:piu )?riceve|(?:schrijf|meld) (?:mij|me) (?:uit|af)|wil geen .{0,30}(?:mails|nieuwsbrief)|verwijder (?:mij|me|ons) |отпишите меня|прошу отписать/u;

const REFUSES = /\b(?:never|not going to|won't|nunca|nao vou|wouldn't|don't|do not) unsubscribe/;

/** True when a person asks by mail not to be written to any more: the subject says so, or the first words of their own. */
export function asksToLeave(subject: string, text: string): boolean {
  if (SUBJECT.test(plainLetters(subject).trim())) return true;
  const own = plainLetters(ownWords(text)).replace(/\s+/g, " ").trim();
  // A long letter that also holds such words is for a person to read.
  return own.length > 0 && own.length <= 400 && BODY.test(own) && !REFUSES.test(own);
}

/** What a person wrote themselves, above the mail they answer. */
export function ownWords(text: string): string {
  const lines: string[] = [];
  for (const line of text.slice(0, 4_000).split("\n")) {
    if (
      /^\s*>|^-{2,}|^_{5,}|^(on|em|am|le|el|il|op|den) .{4,120}(wrote|escreveu|schrieb|ecrit|écrit|escribi|scritto|schreef)|^(from|de|von|van|da): /i.test(
        line,
      )
    )
      break;
    lines.push(line);
  }
  return lines.join("\n");
}
