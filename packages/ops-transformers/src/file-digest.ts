import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** What the bytes of a model's file say. */
export interface FileDigest {
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** Whether activations are quantized at run time, by the range of whatever is in the batch. */
  readonly dynamic: boolean;
}

const CHUNK = 1 << 20;
/** The operator that measures that range. A graph that has it names it in plain bytes. */
const DYNAMIC_OPERATOR = Buffer.from("DynamicQuantizeLinear");

/** Reads a whole file in pieces, synchronously: about 1 ms a megabyte. */
export function digestFile(path: string): FileDigest {
  const hash = createHash("sha256");
  const overlap = DYNAMIC_OPERATOR.length - 1;
  const buffer = Buffer.allocUnsafe(overlap + CHUNK).fill(0, 0, overlap);
  let dynamic = false;
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, buffer, overlap, CHUNK, null); read > 0; ) {
      hash.update(buffer.subarray(overlap, overlap + read));
      dynamic ||= buffer.subarray(0, overlap + read).includes(DYNAMIC_OPERATOR);
      // The end of this piece goes before the next one, so that a name across the border is seen.
      buffer.copyWithin(0, read, read + overlap);
      read = readSync(file, buffer, overlap, CHUNK, null);
    }
  } finally {
    closeSync(file);
  }
  return { sha256: hash.digest("hex"), dynamic };
}
