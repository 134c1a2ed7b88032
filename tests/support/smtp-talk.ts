import { createConnection, type Socket } from "node:net";

/** A client that says what no mail program would. */
export type Talk = {
  socket: Socket;
  /** All that the server has said. */
  heard: () => string;
  say: (bytes: string | Buffer) => void;
  /** Wait until the server has said this. Throws after ten seconds. */
  hears: (wanted: RegExp) => Promise<string>;
  /** Resolves when the server has hung up, false after so many milliseconds. */
  isHungUp: (withinMs?: number) => Promise<boolean>;
};

export function talkTo(port: number, { from = "127.0.0.1" } = {}): Talk {
  const socket = createConnection({ port, host: "127.0.0.1", localAddress: from });
  let text = "";
  let isOver = false;
  let told = () => {};
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    told();
  });
  socket.on("close", () => {
    isOver = true;
    told();
  });
  const until = (isSo: () => boolean, ms: number) =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      told = () => {
        if (!isSo()) return;
        clearTimeout(timer);
        resolve(true);
      };
      told();
    });
  return {
    socket,
    heard: () => text,
    say: (bytes) => void socket.write(bytes),
    hears: async (wanted) => {
      if (!(await until(() => wanted.test(text) || isOver, 10_000)) || !wanted.test(text))
        throw new Error(`not said: ${wanted}; ${JSON.stringify(text.slice(-500))}`);
      return text;
    },
    isHungUp: (withinMs = 10_000) => until(() => isOver, withinMs),
  };
}
