/**
 * A path on its way through a walk. Almost always `text` is the path itself. Beneath a name that is not UTF-8 `bytes` is
 * true, and each character of `text` stands for one byte: such texts join, sort and split like any other.
 */
export interface PathText {
  readonly text: string;
  readonly bytes: boolean;
}

/** The form that the file system functions take. */
export function systemPath({ text, bytes }: PathText): string | Buffer {
  return bytes ? Buffer.from(text, "latin1") : text;
}

/** For patterns and for people: what is not UTF-8 becomes U+FFFD. */
export function readableText({ text, bytes }: PathText): string {
  return bytes ? Buffer.from(text, "latin1").toString("utf8") : text;
}

/** The same path with a character for each byte. */
export function byteText({ text, bytes }: PathText): string {
  return bytes ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** The key of a file: its path from the root; as bytes where it is not UTF-8. */
export function keyOfPath(relative: PathText): string | Uint8Array {
  return relative.bytes ? new Uint8Array(Buffer.from(relative.text, "latin1")) : relative.text;
}
