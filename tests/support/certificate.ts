import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

export type TestCertificate = { pem: string; key: KeyObject };

/** A certificate of our own making for a name, by itself, and its key. */
export function makeCertificate(
  name: string,
  { from = "20200101000000Z", to = "20990101000000Z" } = {},
): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const sha256WithRsa = sequence(oid("2a864886f70d01010b"), der(0x05, Buffer.alloc(0)));
  const who = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(name)))));
  const validity = sequence(der(0x18, Buffer.from(from)), der(0x18, Buffer.from(to)));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    who,
    validity,
    who,
    publicKey.export({ format: "der", type: "spki" }),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", content, privateKey)]));
  const whole = sequence(content, sha256WithRsa, signature).toString("base64");
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey,
  };
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
