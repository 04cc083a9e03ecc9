import { Packr } from "msgpackr";

const packr = new Packr({ useRecords: false, variableMapSize: true });

/** Packs a structure of arrays, numbers, strings and bytes that the engine itself made. */
export function pack(value: unknown): Uint8Array {
  return packr.pack(value);
}

/** Reads what `pack` wrote. Throws on bytes that it did not write. */
export function unpack(bytes: Uint8Array): unknown {
  return packr.unpack(bytes);
}
