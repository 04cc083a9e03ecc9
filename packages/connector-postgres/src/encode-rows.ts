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
  const out = new ByteWriter(HEADER + expectedBytes(wire, values));
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

/** Enough for texts and vectors, so that large batches are not copied as they grow. */
function expectedBytes(wire: ColumnWire, values: readonly unknown[]): number {
  const [first] = values;
  if (first instanceof Float32Array) return values.length * (8 + first.byteLength);
  if (wire.element !== "text") return values.length * 20;
  return values.reduce<number>(
    (sum, value) => sum + 4 + (typeof value === "string" ? Buffer.byteLength(value) : 60),
    0,
  );
}
