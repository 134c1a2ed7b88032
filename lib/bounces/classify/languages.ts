// What a server says about the recipient, in the languages in which servers say it. Texts are folded before (fold.ts).
const any = (...sources: string[]) => new RegExp(sources.join("|"), "u");

const WHO =
  "(?:users?|recipients?|mailbox(?:es)?|mail ?box|addr|address(?:es)?|addressee|accounts?|alias|member|person|local[- ]?part|e-?mail(?: address| account)?|username|userid|user ?id|user ?name|mail ?drop|customer|subscriber|destination|rcpt|people)";
const NOT_THERE =
  "(?:unknown|not found|not known|invalid|not valid|non-?existent|nonexisting|doesn'?t exist|does not exist|do(?:es)? ?n[o']?t exists?|not exists?|not a valid|not recogni[sz]ed|not listed|not registered|not local|(?:can ?not|can't|couldn't|could not|wasn't|was not) (?:be )?found|not our|not defined|not in (?:the |our )?(?:directory|database|list)|no longer (?:here|exists)|unavailable|not available|not here)";

export const noMailbox = any(
  `\\b${WHO}\\b["'>)]*:? (?:is |was |are |has |have |addr |name |you \\w+(?: to \\w+)? |(?:that |which )[\\w ']{0,40}){0,3}${NOT_THERE}`,
  `\\b(?:unknown|invalid|no such|non-?existent|nonexisting|bad|inexistent|illegal|undefined|unrecogni[sz]ed|wrong|incorrect)(?: (?:or (?:illegal|invalid|unknown|inactive)|virtual|local|mail|e-?mail|smtp|destination|remote|final|target)){0,2} ?${WHO}\\b`,
  "no (?:mail ?)?box (?:here|by|for|available)|no (?:mailbox|user|recipient|account|person|one|valid recipients?)\\b.{0,25}(?:here|by that name|with that|at this|that name|of that)|nobody (?:here )?(?:by|with|of)",
  "(?:does not|doesn't|do not|don't) have an? .{0,40}(?:account|mailbox)|we (?:do not|don't) have a mailbox|not a (?:known|valid|local|registered) (?:user|mailbox|recipient|address|account)|not our (?:customer|user)",
  "recipient (?:address )?(?:was |is )?(?:rejected|not accepted|refused)|addr(?:ess)? rejected|rcpt (?:unknown|rejected)|undeliverable (?:address|recipient)|unrouteable address|unroutable|no such (?:addr|destination|local|domain user)",
  "(?:recip|recipient|exrecip)notfound|user ?unknown|user_unknown|not listed in (?:the )?(?:domino|public|directory|name)|smtp address lookup|reserved for future|bad destination mailbox|mailbox (?:name )?not allowed|mail ?box not found|account that you tried to reach|\\bnxrcpt\\b|ldap.{0,20}unknown|unknown.{0,20}ldap",
  "(?:wasn't|was not|isn't|not) found at|adresse? could|address you entered|couldn't be found|is not a valid|check the recipient'?s? (?:e-?mail )?address|does not like recipient|(?:e-?mail )?account does not exist",
  // Portuguese, Spanish, Italian, French
  "(?:usuario|utilizador|conta|caixa(?: postal| de correio)?|destinatario|endereco|e-?mail|correio).{0,60}(?:inexistente|nao existe|nao existem|desconhecid|invalid|nao (?:foi )?(?:encontrad|localizad)|incorret)|nao (?:foi possivel encontrar|existe).{0,40}(?:conta|usuario|caixa|endereco|destinatario)|\\binexistente",
  "(?:usuario|cuenta|buzon|casilla|destinatario|direccion|correo).{0,60}(?:inexistente|no existe|no existen|desconocid|no (?:es )?valid|invalid|no (?:se )?(?:ha )?(?:sido )?encontr|incorrect)|no (?:existe|se encontro|se ha encontrado).{0,40}(?:cuenta|usuario|buzon|direccion)",
  "(?:utente|destinatario|destin|indirizzo|casella|mailbox|account).{0,40}(?:sconosciut|inesistent|non esiste|non trovat|errat|non valid|non e stat. trovat|impossibile trovare)|impossibile trovare.{0,40}(?:indirizzo|destinatario)",
  "(?:utilisateur|destinataire|adresse|compte|boite).{0,60}(?:inconnu|n'existe (?:pas|plus)|n existe (?:pas|plus)|inexistant|introuvable|invalide)",
  // German, Dutch, Nordic
  "(?:benutzer|empfanger|empfaenger|adresse|postfach|mailbox|konto|account|user|teilnehmer|mailadresse).{0,60}(?:unbekannt|existiert nicht|nicht gefunden|nicht vorhanden|ungultig|ungueltig|nicht bekannt|gibt es nicht|nicht existent)|unbekannte[rn]? (?:empfanger|empfaenger|benutzer|adresse)|kein (?:postfach|benutzer|empfanger|solcher)",
  "(?:gebruiker|ontvanger|adres|mailbox|postvak|geadresseerde).{0,40}(?:onbekend|bestaat niet|niet gevonden|ongeldig)|onbekende (?:gebruiker|ontvanger)",
  "(?:anvandare|mottagare|adress|konto|brevlada|bruger|modtager|bruker|mottaker|postkasse).{0,50}(?:okand|finns inte|hittades inte|gick inte att hitta|ukendt|findes ikke|eksisterer ikke|ukjent|finnes ikke|ble ikke funnet|blev ikke fundet)|(?:okand|ukendt|ukjent) (?:anvandare|mottagare|bruger|modtager|bruker|mottaker)|(?:ei ole olemassa|ei loydy|tuntematon)",
  // Slavic, Hungarian, Turkish, Greek
  "nie istnieje|nie ma takiego|nieznany (?:odbiorca|uzytkownik|adresat)|nie znaleziono|neexistuj|neznamy (?:prijemce|uzivatel)|nenalezen|ne postoji|nem letezik|ismeretlen (?:cimzett|felhasznalo)|nem talalhato|nu exista|utilizator necunoscut|bulunamadi|mevcut degil|kullanici yok|boyle bir",
  "(?:пользовател|почтовый ящик|ящик|адрес|получател|учетная запись|абонент).{0,50}(?:не найден|не существует|неизвест|отсутствует|не зарегистрирован)|нет такого|неизвестный (?:получатель|пользователь)|не (?:існує|знайдено)|δεν (?:υπαρχει|βρεθηκε)|αγνωστος",
  // Japanese, Chinese, Korean
  "(?:ユーザー?|宛先|メールアドレス|電子メール アドレス|受信者|アドレス|あて先|メールボックス|アカウント).{0,40}(?:見つかりません|存在しません|存在しない|不明|見つかりませんでした|ありません)",
  "(?:用户|用戶|收件人|收件者|邮箱|信箱|帐号|帐户|账号|账户|地址|电子邮件|電子郵件).{0,30}(?:不存在|找不到|未找到|无效|無效|不正确|未知)|找不到.{0,30}(?:地址|收件人|收件者|用户|邮箱)|不存在的(?:用户|收件人|邮箱)",
  "(?:사용자|수신자|받는 사람|메일 ?주소|계정|주소).{0,40}(?:존재하지|찾을 수 없|없습니다|없는)",
);

export const fullMailbox = any(
  "over[- ]?quota|over (?:its|the|their|his|allowed|disk|storage|mail|the allowed)?.{0,15}quota|quota.{0,25}(?:exceed|full|reached|violation|limit)|exceed\\w*.{0,35}(?:quota|storage|allocation|mailbox size|allowed size)|quotaexceeded|quota exceed|under ?quota|overquota|exhausted.{0,20}(?:storage|quota|space)",
  "(?:mail ?box|inbox|mailfolder|maildir|mail ?file|account|user|recipient|folder|storage|addr)\\b['>)\"]*.{0,30}\\b(?:is |are |was |has |been |too |almost |storage |quota ){0,4}(?:full|overdrawn|over limit|exceeds? (?:allowed )?(?:size|limit)|out of (?:storage|space)|over its|at (?:its )?limit)|(?:mailbox|inbox|storage)[ _-]?full|full (?:mailbox|inbox)|mail(?:box)?.{0,10}\\bfull\\b|out of storage|not enough (?:storage|space|disk).{0,30}|storage (?:limit|space).{0,20}(?:exceed|reach|full)|mailbox (?:has )?exceeded|(?:mailbox|user).{0,20}(?:size )?limit (?:exceeded|reached)",
  "(?:caixa|correio|quota|cota|espaco|armazenamento).{0,40}(?:chei[ao]|excedid|lotad|esgotad|ultrapassad|sem espaco)|(?:buzon|casilla|bandeja|cuota|almacenamiento).{0,40}(?:llen[oa]|excedid|superad|agotad|sin espacio)|(?:casella|quota|spazio|mailbox).{0,40}(?:pien[ao]|superat|esaurit|eccedut)|(?:boite|quota|messagerie).{0,60}(?:plein|depasse|satur|excede)|(?:espace|quota).{0,30}(?:depasse|insuffisant)",
  "(?:postfach|mailbox|speicher|quota|kontingent|postkorb).{0,50}(?:voll\\b|uberschritten|ueberschritten|erschopft|uberfullt|erreicht)|(?:postvak|mailbox|brievenbus|schijfruimte).{0,40}(?:\\bvol\\b|overschreden)|(?:brevlada|inkorg|postlada|postkasse|indbakke|innboks).{0,40}(?:\\bfull|\\bfuld|overskred)|(?:skrzynka|konto|pojemnosc).{0,50}(?:pelna|przepelnion|przekroczon)|(?:schranka|kvota).{0,30}(?:plna|prekrocen)|postafiok.{0,30}(?:megtelt|tele)|posta kutusu.{0,20}dolu|(?:ящик|квота|хранилищ).{0,50}(?:переполнен|превышен|заполнен)",
  "(?:メールボックス|受信トレイ|容量).{0,40}(?:いっぱい|満杯|超え|超過|一杯)|(?:邮箱|信箱|邮件箱|空间|容量|配额).{0,30}(?:已满|已滿|满了|超出|超过|不足|已用完)|(?:사서함|메일함|편지함|용량).{0,30}(?:가득|초과|꽉)",
);

export const noHost = any(
  "\\b(?:host|domain)s?(?: or domain)?(?: name)? ?(?:part )?[<'(]?(?:[\\w-]{1,63}\\.[\\w.-]{1,200})?[>')]?:? (?:is |was |are |does |do |could |can |be |not |has |name |in email addr ){0,4}(?:unknown|not found|not exist|doesn't exist|non-?existent|found|exist|cannot be found|couldn't be found|not resolve|resolve|invalid|no (?:such|data known|mx))\\b",
  "(?:unknown|no such|invalid|non-?existent|bad|couldn't find any|can't find|cannot find|unable to find|could not find) (?:mail )?(?:host|domain|destination (?:system|host|domain)|remote (?:host|domain))|host unknown|unrouteable mail domain|nxdomain|name or service not known|domain nonexist|infodomainnonexistent|dns domain|no (?:mail servers?|mx|mail exchanger|a or mx|valid mx|address associated|mx record)",
  "(?:mx|mail exchange\\w*|mx records?).{0,60}(?:non-?exist|not exist|not found|localhost|point to)|all host address lookups failed permanently|all relevant mx|domain.{0,40}(?:not registered|has no|without mx)|illegal host|bad destination system|lookup of.{0,80}nxdomain|cname lookup failed permanently|unable to look ?up host|no dns (?:entry|record)|name server:.{0,60}(?:not found|no data known)|recipient'?s? domain.{0,40}(?:invalid|not|unknown)|unable to route",
  "(?:dominio|servidor|maquina).{0,50}(?:inexistente|nao existe|no existe|desconhecid|desconocid|nao (?:foi )?encontrad|no (?:se )?encontr|non esiste|sconosciut)|(?:domane|domain|server|host).{0,40}(?:existiert nicht|unbekannt|nicht gefunden)|(?:domaine|serveur|hote).{0,40}(?:inconnu|n'existe pas|introuvable)|домен.{0,40}(?:не найден|не существует)|(?:ドメイン|ホスト).{0,30}(?:見つかりません|存在しません)|(?:域名|域|主机).{0,20}(?:不存在|找不到|未找到)",
);
