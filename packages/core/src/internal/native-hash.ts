import type { BinaryToTextEncoding, hash } from "node:crypto";
import type { crc32 as zlibCrc32 } from "node:zlib";

let nodeHash: typeof hash | undefined;
let nodeCrc32: typeof zlibCrc32 | undefined;

/** SHA-256. Node's module is loaded at the first use: it is a fifth of what importing this package would cost. */
export function sha256(data: string | Uint8Array, encoding: BinaryToTextEncoding): string {
  nodeHash ??= process.getBuiltinModule("node:crypto").hash;
  return nodeHash("sha256", data, encoding);
}

/** The CRC-32 of bytes. Node's module is loaded at the first use. */
export function crc32(bytes: Uint8Array): number {
  nodeCrc32 ??= process.getBuiltinModule("node:zlib").crc32;
  return nodeCrc32(bytes);
}
