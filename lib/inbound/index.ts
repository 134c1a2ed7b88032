import "server-only";

export { startListener, type Listener, type ListenerOptions } from "./listener";
export { receiveMail, type Received } from "./receive-mail";
