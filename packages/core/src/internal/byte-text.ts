/** What a buffer's `toString("latin1")` comes down to: it takes any bytes, without a buffer made around them. */
const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
};

/** Bytes as a string that is equal exactly when they are: for keys of maps. One character a byte. */
export function byteText(bytes: Uint8Array): string {
  return latin1Slice.call(bytes, 0, bytes.length);
}

/** The same of a part of the bytes, without a view of it. */
export function byteTextIn(bytes: Uint8Array, start: number, end: number): string {
  return latin1Slice.call(bytes, start, end);
}

/** The bytes behind `byteText`. */
export function bytesOfText(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** Whether these are the bytes behind a text of `byteText`. */
export function isBytesOf(bytes: Uint8Array, text: string): boolean {
  if (bytes.length !== text.length) return false;
  for (let index = 0; index < text.length; index++) if (bytes[index] !== text.charCodeAt(index)) return false;
  return true;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
