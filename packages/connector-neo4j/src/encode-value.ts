import type { ColumnDescription } from "@coco/connectorkit";
import type { Values } from "@coco/property-graph";
import type { Library } from "./library.ts";

type ColumnType = ColumnDescription["type"];

/** The values of some columns as the driver takes them, in their order. */
export function encodeList(columns: readonly ColumnDescription[], values: Values, library: Library): unknown[] {
  return columns.map(({ name, type }) => encodeValue(type, values[name], library));
}

/** The same by name. A null removes the property. */
export function encodeMap(
  columns: readonly ColumnDescription[],
  values: Values,
  library: Library,
): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, encodeValue(type, values[name], library)]));
}

function encodeValue(type: ColumnType, value: unknown, library: Library): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "int":
      // The driver writes every number as one with a fraction.
      return BigInt(value as number);
    case "json":
      return JSON.stringify(value);
    case "uuid":
      return (value as { toString(): string }).toString();
    case "bytes": {
      const { buffer, byteLength, byteOffset } = value as Uint8Array;
      return new Int8Array(buffer, byteOffset, byteLength);
    }
    case "timestamp":
      return encodeTime(value as Date, library);
    case "date":
      return encodeDate(value as string, library);
    case "vector":
      return Array.from(value as Float32Array);
    case "list":
      return (value as readonly unknown[]).map((one) => encodeValue({ kind: type["item"] as string }, one, library));
    default:
      return value;
  }
}

function encodeTime(time: Date, { types }: Library): object {
  const day = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()];
  const nanoseconds = time.getUTCMilliseconds() * 1_000_000;
  const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds(), nanoseconds];
  return new types.DateTime(...day, ...clock, 0);
}

function encodeDate(day: string, { types }: Library): object {
  return new types.Date(...day.split("-").map(Number));
}
