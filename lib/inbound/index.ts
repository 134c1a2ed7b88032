import "server-only";

export { startListener, type Listener, type ListenerOptions } from "./listener";
export { startMailbox, type MailboxOptions } from "./mailbox";
export { receiveMail, type Received } from "./receive-mail";
export { checkSending } from "./watch/check-sending";
export { listAlarms, resolveAccountAlarms, resolveAlarm } from "./watch/resolve-alarms";
export { startWatch } from "./watch/start-watch";
export { LARGEST_WEBHOOK, takeWebhook } from "./webhooks/take-webhook";
