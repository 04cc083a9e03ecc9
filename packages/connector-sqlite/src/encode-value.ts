import { type StoredScalar, type StoredType, typeParts } from "./table-layout.ts";

/** A value as SQLite is given it. `exact`: integers as such, for virtual tables, which convert nothing. */
export function encodeValue(type: StoredType, value: unknown, exact = false): unknown {
  if (value === null || value === undefined) return null;
  const parts = typeParts(type);
  switch (parts.kind) {
    case "json":
      return JSON.stringify(value);
    case "list":
      return encodeList(parts.item, value as readonly unknown[]);
    case "vector":
      return bytesOf(value as Float32Array);
    default:
      return encodeScalar(parts.kind, value, exact);
  }
}

function encodeScalar(type: StoredScalar, value: unknown, exact: boolean): unknown {
  switch (type) {
    case "bigint":
      return BigInt(value as bigint | number);
    case "boolean":
      return exact ? BigInt(value === true) : Number(value === true);
    case "bytes":
      return value;
    case "int":
      return exact ? BigInt(value as number) : value;
    case "float":
      return value;
    case "timestamp":
      return (value as Date).toISOString();
    default:
      return String(value);
  }
}

/** JSON, which SQLite's functions read; integers in full, bytes as hexadecimal digits. */
function encodeList(item: StoredScalar, values: readonly unknown[]): string {
  if (item === "bigint") return `[${values.join(",")}]`;
  if (item === "bytes") return JSON.stringify(values.map((value) => Buffer.from(value as Uint8Array).toString("hex")));
  if (item === "boolean") return JSON.stringify(values);
  return JSON.stringify(values.map((value) => encodeScalar(item, value, false)));
}

/** The numbers of a vector in the memory that they have: 32 bits each, the lowest byte first, as sqlite-vec reads them. */
export function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
