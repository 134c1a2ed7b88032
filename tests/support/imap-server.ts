import { createServer, type AddressInfo, type Socket } from "node:net";

type Kept = { uid: number; flags: Set<string>; raw: Buffer };

export type ImapServer = {
  url: string;
  folders: Map<string, Kept[]>;
  /** Commands in the order in which they came, without their tags. */
  said: string[];
  add: (raw: Buffer | string) => number;
  /** Hang up at the next command that begins with this. */
  breakAt: (command: string) => void;
  close: () => Promise<void>;
};

/** A small IMAP4rev1 server on loopback (RFC 3501, with UIDPLUS and MOVE unless told) that knows what a reader of a mailbox needs. */
export async function startImapServer({
  user = "bounces",
  password = "secret word",
  extensions = " UIDPLUS MOVE",
} = {}): Promise<ImapServer> {
  const folders = new Map<string, Kept[]>([["INBOX", []]]);
  const said: string[] = [];
  const sockets = new Set<Socket>();
  let nextUid = 100;
  let broken: string | null = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    socket.write(`* OK [CAPABILITY IMAP4rev1${extensions}] ready\r\n`);
    const talk = conversation({ user, password, extensions, folders, nextUid: () => nextUid++ });
    let held = "";
    socket.on("data", (bytes) => {
      held += bytes.toString("latin1");
      for (let end = held.indexOf("\r\n"); end >= 0; end = held.indexOf("\r\n")) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        const [tag = "", ...words] = line.split(" ");
        const command = words.join(" ");
        said.push(command);
        if (broken && command.startsWith(broken)) {
          broken = null;
          socket.destroy();
          return;
        }
        for (const answer of talk(command)) socket.write(answer);
        socket.write(`${tag} ${talk.result()}\r\n`);
        if (command === "LOGOUT") socket.end();
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/INBOX`,
    folders,
    said,
    add: (raw) => {
      const uid = nextUid++;
      folders.get("INBOX")!.push({ uid, flags: new Set(), raw: Buffer.from(raw) });
      return uid;
    },
    breakAt: (command) => void (broken = command),
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
}

type State = {
  user: string;
  password: string;
  extensions: string;
  folders: Map<string, Kept[]>;
  nextUid: () => number;
};

// What each command is answered with, and how it ended.
function conversation({ user, password, extensions, folders, nextUid }: State) {
  let isIn = false;
  let selected: Kept[] = [];
  let result = "OK done";
  const name = (text: string) => text.trim().replace(/^"|"$/g, "");
  const pick = (range: string) => selected.filter(({ uid }) => range.split(",").some((part) => Number(part) === uid));

  const answers: [RegExp, (found: string[]) => (string | Buffer)[]][] = [
    [/^CAPABILITY$/, () => [`* CAPABILITY IMAP4rev1${extensions}\r\n`]],
    [
      /^LOGIN (\S+) (.+)$/,
      ([, who = "", secret = ""]) => {
        isIn = name(who) === user && name(secret) === password;
        if (!isIn) result = "NO [AUTHENTICATIONFAILED] no";
        return [];
      },
    ],
    // An empty name asks for the root and its delimiter (RFC 3501 6.3.8).
    [/^LIST "" ""$/, () => ['* LIST (\\Noselect) "/" ""\r\n']],
    [/^LIST /, () => [...folders.keys()].map((folder) => `* LIST () "/" "${folder}"\r\n`)],
    [
      /^(?:SELECT|EXAMINE) (\S+)/,
      ([, folder = ""]) => {
        const found = folders.get(name(folder));
        if (!found || !isIn) return ((result = "NO no such mailbox"), []);
        selected = found;
        result = "OK [READ-WRITE] selected";
        return [
          "* FLAGS (\\Seen \\Deleted)\r\n",
          `* ${found.length} EXISTS\r\n* 0 RECENT\r\n`,
          "* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 900] next\r\n* OK [PERMANENTFLAGS (\\Seen \\Deleted \\*)] may\r\n",
        ];
      },
    ],
    [
      /^UID SEARCH UNSEEN/,
      () => [
        `* SEARCH ${selected
          .filter(({ flags }) => !flags.has("\\Seen"))
          .map(({ uid }) => uid)
          .join(" ")}\r\n`,
      ],
    ],
    [
      /^UID FETCH (\S+) .*BODY\.PEEK\[\]<0\.(\d+)>/,
      ([, range = "", most = ""]) =>
        pick(range).flatMap(({ uid, raw }) => {
          const part = raw.subarray(0, Number(most));
          return [
            `* ${selected.findIndex((mail) => mail.uid === uid) + 1} FETCH (UID ${uid} BODY[]<0> {${part.length}}\r\n`,
            part,
            ")\r\n",
          ];
        }),
    ],
    [
      /^UID STORE (\S+) \+FLAGS(?:\.SILENT)? \(([^)]*)\)/,
      ([, range = "", flags = ""]) => {
        for (const mail of pick(range)) for (const flag of flags.split(" ")) mail.flags.add(flag);
        return [];
      },
    ],
    [
      /^UID MOVE (\S+) (.+)$/,
      ([, range = "", folder = ""]) => {
        const target = folders.get(name(folder));
        if (!target) return ((result = "NO [TRYCREATE] no such mailbox"), []);
        return pick(range).map((mail) => {
          const at = selected.indexOf(mail);
          selected.splice(at, 1);
          target.push({ ...mail, uid: nextUid() });
          return `* OK [COPYUID 7 ${mail.uid} ${target.at(-1)!.uid}] moved\r\n* ${at + 1} EXPUNGE\r\n`;
        });
      },
    ],
    [
      /^UID COPY (\S+) (.+)$/,
      ([, range = "", folder = ""]) => {
        const target = folders.get(name(folder));
        if (!target) return ((result = "NO [TRYCREATE] no such mailbox"), []);
        for (const mail of pick(range)) target.push({ ...mail, flags: new Set(mail.flags), uid: nextUid() });
        return [];
      },
    ],
    [
      // Without UIDPLUS: everything that anybody marked as deleted.
      /^EXPUNGE$/,
      () =>
        selected
          .filter(({ flags }) => flags.has("\\Deleted"))
          .map((mail) => {
            const at = selected.indexOf(mail);
            selected.splice(at, 1);
            return `* ${at + 1} EXPUNGE\r\n`;
          }),
    ],
    [/^CREATE (.+)$/, ([, folder = ""]) => (folders.set(name(folder), folders.get(name(folder)) ?? []), [])],
    [/^LOGOUT$/, () => ["* BYE\r\n"]],
    [/^(NOOP|CLOSE|UNSELECT|ID |NAMESPACE|ENABLE|SUBSCRIBE)/, () => []],
  ];
  const talk = (command: string) => {
    result = "OK done";
    for (const [pattern, answer] of answers) {
      const found = pattern.exec(command);
      if (found) return answer([...found]);
    }
    result = "BAD unknown";
    return [];
  };
  return Object.assign(talk, { result: () => result });
}
