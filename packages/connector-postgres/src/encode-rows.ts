import { ByteWriter } from "./byte-writer.ts";
import type { ColumnWire } from "./column-wire.ts";

/** A checked row: values by column. */
export type RowValues = Readonly<Record<string, unknown>>;

const HEADER = 20;

/** The numbers of the types that extensions bring, as this database has them. */
export interface ExtensionTypes {
  readonly vector: number;
}

/**
 * The values of a column as a binary array, which the server reads without parsing: a vector of 384 numbers takes 1.5 KB
 * instead of 4 KB of text, and none of the time to write and read the digits.
 */
export function encodeColumn(wire: ColumnWire, values: readonly unknown[], types: ExtensionTypes): Buffer {
  const out = new ByteWriter(HEADER + values.length * expectedBytes(wire, values[0]));
  out.int32(1);
  out.int32(values.includes(null) ? 1 : 0);
  out.int32(wire.oid === "vector" ? types.vector : wire.oid);
  out.int32(values.length);
  out.int32(1);
  for (const value of values) {
    if (value === null || value === undefined) out.int32(-1);
    else wire.write(out, value as never);
  }
  return out.finish();
}

function expectedBytes(wire: ColumnWire, first: unknown): number {
  if (first instanceof Float32Array) return 8 + first.byteLength;
  return wire.element === "text" ? 64 : 20;
}
