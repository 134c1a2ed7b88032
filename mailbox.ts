import path from "node:path";
import { startMailboxPages } from "@/mailbox/http";
import { startSmtpSink } from "@/mailbox/sink";
import { Store } from "@/mailbox/store";

// The sandbox: an SMTP server that keeps every mail and a page to read them. It knows nothing of the product.
const port = (name: string) => Number(process.env[name]);
const store = new Store(path.resolve(process.env.MAILBOX_DIR ?? ".mailee/mailbox"));
const sink = await startSmtpSink(store, port("MAILBOX_SMTP_PORT"));
const pages = await startMailboxPages(store, port("MAILBOX_PORT"));

const stop = async () => {
  pages.closeAllConnections();
  pages.close();
  await sink.close();
  process.exit(0);
};
for (const name of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(name, stop);
