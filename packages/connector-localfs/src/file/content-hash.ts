import { createHash, hash } from "node:crypto";
import { createReadStream, type PathLike } from "node:fs";
import { readWhole } from "./read-whole.ts";

/** A content's hash, and its size in bytes. */
export interface HashedContent {
  readonly hash: string;
  readonly size: number;
}

// 128 bits of SHA-256: no two contents share them by accident, nor cheaply on purpose.
const LENGTH = 22;

export function hashBytes(bytes: Uint8Array): HashedContent {
  return { hash: hash("sha256", bytes, "base64url").slice(0, LENGTH), size: bytes.byteLength };
}

/** The same hash, bit by bit. */
export class RunningHash {
  readonly #hash: ReturnType<typeof createHash> = createHash("sha256");
  #size = 0;

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#size += bytes.byteLength;
  }

  finish(): HashedContent {
    return { hash: this.#hash.digest("base64url").slice(0, LENGTH), size: this.#size };
  }
}

const READ_AT_ONCE = 1 << 20;

/** Hashes a file without holding a large one in memory. */
export async function hashFile(path: PathLike, size: number): Promise<HashedContent> {
  if (size <= READ_AT_ONCE) return hashBytes(await readWhole(path, size));
  const running = new RunningHash();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) running.add(chunk as Buffer);
  return running.finish();
}
