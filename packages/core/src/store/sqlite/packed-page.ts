import type { Entry } from "../app-state.ts";

/** A page as one row: its keys and its values one after another, and how long each is, as decimal numbers and commas. */
export interface PackedPage {
  readonly keys: Uint8Array | null;
  readonly values: Uint8Array | null;
  readonly keyLengths: string | null;
  readonly valueLengths: string | null;
}

/** The entries of a packed page. Their bytes are views of the page's. */
export function entriesOfPage({ keyLengths, keys, valueLengths, values }: PackedPage): Entry[] {
  if (keyLengths === null) return [];
  const keyParts = partsOf(keys, keyLengths);
  const valueParts = partsOf(values, valueLengths ?? "");
  return keyParts.map((key, index) => ({ key, value: valueParts[index] as Uint8Array }));
}

const COMMA = 44;
const ZERO = 48;

/** Cuts bytes into parts of these lengths. The parts are views. */
export function partsOf(bytes: Uint8Array | null, lengths: string): Uint8Array[] {
  const whole = bytes ?? new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let start = 0;
  let length = 0;
  for (let at = 0; at <= lengths.length; at++) {
    const unit = at === lengths.length ? COMMA : lengths.charCodeAt(at);
    if (unit !== COMMA) {
      length = length * 10 + unit - ZERO;
      continue;
    }
    parts.push(whole.subarray(start, start + length));
    start += length;
    length = 0;
  }
  return parts;
}
