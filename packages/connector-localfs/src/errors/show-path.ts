import { isUtf8 } from "node:buffer";

/** A path as text for messages; bytes that are not UTF-8 as `\xNN`, so that nothing is lost or guessed. */
export function showPath(path: string | Uint8Array): string {
  if (typeof path === "string") return path;
  if (isUtf8(path)) return Buffer.from(path).toString("utf8");
  let shown = "";
  for (const byte of path) {
    shown += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return shown;
}
