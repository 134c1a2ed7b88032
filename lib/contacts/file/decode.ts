import type { Encoding } from "@/lib/contacts/schema";

/** The text of a stream of bytes, piece by piece, without its byte order mark. What does not belong to the encoding becomes U+FFFD. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
