import type * as Arrow from "apache-arrow";
import { float16Bits } from "./float16.ts";
import { LanceDbError } from "./lancedb-error.ts";
import { arrowType, type StoredColumn, type StoredType, typeParts } from "./stored-type.ts";

/** One column of a batch in Arrow's memory layout. Null where a value is null or absent. */
export function encodeColumn(arrow: typeof Arrow, column: StoredColumn, values: readonly unknown[]): Arrow.Data {
  if (!column.nullable && values.some(isNull)) throw unfit(column.name, "is null in a row, and is not nullable");
  return encode(arrow, column.name, column.type, values);
}

function encode(arrow: typeof Arrow, name: string, stored: StoredType, values: readonly unknown[]): Arrow.Data {
  const parts = typeParts(stored);
  const type = arrowType(arrow, stored) as never;
  const base = { type, length: values.length, ...nullsOf(values) };
  const make = (contents: object): Arrow.Data => arrow.makeData({ ...base, ...contents } as never);
  switch (parts.kind) {
    case "bool":
      return make({ data: bitmap(values, (value) => value === true) });
    case "int64":
      return make({ data: integers(values, (value) => BigInt(value as number | bigint)) });
    case "timestamp":
      return make({ data: integers(values, (value) => BigInt((value as Date).getTime())) });
    case "date":
      return make({ data: Int32Array.from(values, (value) => (isNull(value) ? 0 : dayNumber(value as string))) });
    case "float64":
      return make({ data: Float64Array.from(values, (value) => (isNull(value) ? 0 : (value as number))) });
    case "text":
    case "uuid":
      return make(joined(values, (value) => Buffer.from(String(value), "utf8")));
    case "json":
      return make(joined(values, (value) => Buffer.from(JSON.stringify(value), "utf8")));
    case "bytes":
      return make(joined(values, (value) => value as Uint8Array));
    case "list": {
      const { valueOffsets, items } = flattened(values as readonly (readonly unknown[] | null)[]);
      return make({ valueOffsets, child: encode(arrow, name, parts.item, items) });
    }
    default: {
      const numbers = vectors(name, parts.length, values);
      const half = parts.kind === "vector16";
      const data = half ? float16Bits(numbers, (number) => tooLarge(name, number)) : numbers;
      const element = half ? new arrow.Float16() : new arrow.Float32();
      return make({ child: arrow.makeData({ type: element, length: data.length, nullCount: 0, data } as never) });
    }
  }
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function nullsOf(values: readonly unknown[]): { nullCount: number; nullBitmap?: Uint8Array } {
  const nullCount = values.reduce<number>((count, value) => (isNull(value) ? count + 1 : count), 0);
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap: bitmap(values, (value) => !isNull(value)) };
}

/** One bit a value, the first in the lowest bit; padded to the 64 bits in which Arrow reads them. */
function bitmap(values: readonly unknown[], isSet: (value: unknown) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 64) * 8);
  for (let index = 0; index < values.length; index++) {
    if (isSet(values[index])) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bits;
}

function integers(values: readonly unknown[], numberOf: (value: unknown) => bigint): BigInt64Array {
  return BigInt64Array.from(values, (value) => (isNull(value) ? 0n : numberOf(value)));
}

/** Days since 1970. */
function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

function joined(
  values: readonly unknown[],
  bytesOf: (value: unknown) => Uint8Array,
): { valueOffsets: Int32Array; data: Uint8Array } {
  const parts = values.map((value) => (isNull(value) ? new Uint8Array(0) : bytesOf(value)));
  return { valueOffsets: offsets(parts), data: Buffer.concat(parts) };
}

function flattened(lists: readonly (readonly unknown[] | null | undefined)[]): {
  valueOffsets: Int32Array;
  items: readonly unknown[];
} {
  const filled = lists.map((list) => list ?? []);
  return { valueOffsets: offsets(filled), items: filled.flat() };
}

/** Where each part begins, and the end of the last. */
function offsets(parts: readonly { readonly length: number }[]): Int32Array {
  const ends = new Int32Array(parts.length + 1);
  for (const [index, part] of parts.entries()) ends[index + 1] = (ends[index] ?? 0) + part.length;
  return ends;
}

/** The lengths are checked once more: LanceDB pads a short vector and cuts a long one without a word. */
function vectors(name: string, length: number, values: readonly unknown[]): Float32Array {
  const data = new Float32Array(values.length * length);
  for (const [index, value] of values.entries()) {
    if (isNull(value)) continue;
    const vector = value as Float32Array;
    if (vector.length !== length) throw unfit(name, `has ${vector.length} numbers in a row, not ${length}`);
    data.set(vector, index * length);
  }
  return data;
}

function tooLarge(name: string, number: number): LanceDbError {
  return unfit(name, `has the number ${number} in a row, which 16 bits cannot hold`);
}

function unfit(name: string, problem: string): LanceDbError {
  return new LanceDbError(`The column ${name} ${problem}.`, {
    code: "LANCEDB_ROW",
    hint: "Declare rows with declareRow of the table's target, which checks them.",
  });
}
