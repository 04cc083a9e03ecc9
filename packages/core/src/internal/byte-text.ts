/** Bytes as a string that is equal exactly when they are: for keys of maps. One character a byte. */
export function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** The bytes behind `byteText`. */
export function bytesOfText(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
