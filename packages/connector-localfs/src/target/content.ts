import type { HashedContent } from "../file/content-hash.ts";

/** What a declared file is to hold: its hash is known when it is declared, and it can be had any number of times. */
export type Content = HashedContent &
  (
    | { readonly bytes: Uint8Array }
    /** Gives the content once more; what comes may differ from what was hashed, where it is read from somewhere else. */
    | { readonly open: () => AsyncIterable<Uint8Array>; readonly from: string }
  );

/** How much of it is held in memory. */
export function heldBytes(content: Content): number {
  return "bytes" in content ? content.bytes.byteLength : 0;
}
