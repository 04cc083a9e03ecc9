import { sha256 } from "./native-hash.ts";

/** The number of bytes of a fingerprint. */
export const fingerprintLength = 16;

/** The fingerprint of bytes alone, for contents of files: the first 16 bytes of their SHA-256. */
export function fingerprintBytes(bytes: Uint8Array): Uint8Array {
  return shortened(sha256(bytes));
}

/** The fingerprint of a well-formed text's UTF-8 bytes. Lone surrogates count as U+FFFD; `fingerprint` tells them apart. */
export function fingerprintText(text: string): Uint8Array {
  return shortened(sha256(text));
}

/** Bytes as lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** Whether two byte arrays hold the same. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

function shortened(digest: string): Uint8Array {
  const short = new Uint8Array(fingerprintLength);
  for (let index = 0; index < fingerprintLength; index++) short[index] = digest.charCodeAt(index);
  return short;
}
