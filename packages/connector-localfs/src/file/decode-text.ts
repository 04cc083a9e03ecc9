import { isUtf8 } from "node:buffer";
import { LocalfsError } from "../errors/localfs-error.ts";

/**
 * Decodes the bytes of a file as UTF-8, without the byte order mark.
 * @throws LocalfsError (`LOCALFS_NOT_UTF8`) that names the file and the first byte at fault.
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  if (!isUtf8(bytes)) throw notUtf8(bytes, path);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start).toString("utf8");
}

function notUtf8(bytes: Uint8Array, path: string): LocalfsError {
  const offset = firstInvalid(bytes);
  const byte = (bytes[offset] as number).toString(16).padStart(2, "0");
  return new LocalfsError(`The file ${path} is not UTF-8 text: the byte 0x${byte} at offset ${offset} does not fit.`, {
    code: "LOCALFS_NOT_UTF8",
    path,
    hint: `${guess(bytes)} Or leave the file out with \`exclude\`, or save it as UTF-8.`,
  });
}

function guess(bytes: Uint8Array): string {
  const mark = (bytes[0] as number) * 256 + (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : undefined;
  const decode = `Read it with bytes() and decode it: new TextDecoder("${encoding ?? "windows-1252"}").decode(await file.bytes()).`;
  return encoding === undefined ? decode : `It begins with the mark of UTF-16. ${decode}`;
}

/** The lenient decoding puts U+FFFD first where the bytes stop being UTF-8, apart from those that stand in the file. */
function firstInvalid(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return offset;
    offset += 3;
    from = at + 1;
  }
  return offset;
}
