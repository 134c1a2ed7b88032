import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { Wire } from "@/lib/deliveries/smtp/wire";

test.each([
  ["replies that nobody asked for", "250 fine\r\n"],
  ["one reply without an end", "250-fine\r\n"],
  ["one line without an end", "250 fine "],
])("a relay of a stranger that pours out %s is hung up on: its account's memory is everybody's", async (_, words) => {
  let poured = 0;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    const pour = () => {
      while (!socket.destroyed && poured < 50_000_000) {
        poured += 65_536;
        if (!socket.write(words.repeat(Math.ceil(65_536 / words.length)))) return void socket.once("drain", pour);
      }
      socket.end();
    };
    pour();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const wire = new Wire(socket);
  await once(socket, "close");
  expect(wire.lost).toBe(true);
  // What the sockets of both sides hold, and no more of it.
  expect(poured).toBeLessThan(20_000_000);
  server.close();
});
