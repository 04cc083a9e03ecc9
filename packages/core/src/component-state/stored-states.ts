import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { pack, unpack } from "../internal/packing.ts";

/** The encoded values of a component's states by their encoded keys, as text. */
export type StoredStates = ReadonlyMap<string, Uint8Array>;

const FORMAT = 1;

export function packStates(states: StoredStates): Uint8Array {
  return pack([FORMAT, [...states].map(([key, value]) => [bytesOfText(key), value])]);
}

/** Reads what `packStates` wrote. Throws on anything else. */
export function unpackStates(bytes: Uint8Array): StoredStates {
  const [format, entries] = unpack(bytes) as [number, [Uint8Array, Uint8Array][]];
  if (format !== FORMAT) throw new RangeError(`states of format ${String(format)}`);
  return new Map(entries.map(([key, value]) => [byteText(key), value]));
}
