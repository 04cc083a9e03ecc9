import { type ColumnType, Uuid } from "@coco/connectorkit";

/** What was declared, from what SQLite holds; the type is the record's. Integers may come as numbers or as bigints. */
export function decodeValue(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "json":
      return JSON.parse(value as string);
    case "list":
      return decodeList(type.item, value as string);
    case "vector": {
      const bytes = value as Uint8Array;
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    }
    default:
      return decodeScalar(type.kind, value);
  }
}

function decodeScalar(kind: ColumnType["kind"], value: unknown): unknown {
  switch (kind) {
    case "bigint":
      return BigInt(value as bigint | number);
    case "int":
    case "float":
      return Number(value);
    case "boolean":
      return Number(value) !== 0;
    case "bytes":
      return new Uint8Array(value as Uint8Array);
    case "timestamp":
      return new Date(value as string);
    case "uuid":
      return Uuid.parse(value as string);
    default:
      return value;
  }
}

function decodeList(item: ColumnType["kind"], text: string): unknown[] {
  // Past 2^53 JSON.parse would round.
  if (item === "bigint") return text === "[]" ? [] : text.slice(1, -1).split(",").map(BigInt);
  const values = JSON.parse(text) as unknown[];
  if (item === "bytes") return values.map((value) => new Uint8Array(Buffer.from(value as string, "hex")));
  return item === "boolean" ? values : values.map((value) => decodeScalar(item, value));
}
