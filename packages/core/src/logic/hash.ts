import { sha256 } from "../internal/native-hash.ts";

/** 32 hexadecimal digits: the first 16 bytes of SHA-256. */
export function hashText(text: string | Uint8Array): string {
  return sha256(text, "hex").slice(0, 32);
}

/** The hash of several parts, each kept apart from its neighbours. */
export function hashParts(...parts: readonly string[]): string {
  return hashText(JSON.stringify(parts));
}
