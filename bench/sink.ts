import { createServer, type AddressInfo, type Socket } from "node:net";

// The cheapest honest receiver: it reads every byte, answers every command, keeps nothing. Pipelining as RFC 2920 asks.
// A process of its own, started with an IPC channel, so that what it costs is on nobody's account.
const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.write("220 sink ESMTP\r\n");
  converse(socket);
});
const delayMs = Number(process.env.SINK_DELAY_MS ?? 0);
let taken = 0;
let firstAt = 0;

function converse(socket: Socket) {
  let rest = "";
  let inData = false;
  socket.on("data", (bytes) => {
    rest += bytes.toString("latin1");
    let answers = "";
    for (;;) {
      const end = inData ? endOfData(rest) : rest.indexOf("\r\n");
      if (end < 0) break;
      if (inData) {
        rest = rest.slice(end);
        inData = false;
        taken++;
        firstAt ||= Date.now();
        answers += "250 2.0.0 taken\r\n";
      } else {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        answers += answerTo(line);
        inData = /^DATA$/i.test(line);
      }
    }
    if (answers) say(socket, answers);
  });
}

// As if the way there and back took that long, whatever is on it.
function say(socket: Socket, answers: string) {
  if (delayMs === 0) socket.write(answers);
  else setTimeout(() => socket.writable && socket.write(answers), delayMs);
}

// Where the message is over, the terminating line included; an empty one begins with the dot.
function endOfData(text: string): number {
  if (text.startsWith(".\r\n")) return 3;
  const at = text.indexOf("\r\n.\r\n");
  return at < 0 ? -1 : at + 5;
}

function answerTo(line: string): string {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === "EHLO") return "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 30000000\r\n";
  if (verb === "DATA") return "354 go on\r\n";
  return verb === "QUIT" ? "221 bye\r\n" : "250 2.0.0 ok\r\n";
}

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on("message", () => process.send?.({ taken, firstAt }));
process.on("disconnect", () => process.exit(0));
