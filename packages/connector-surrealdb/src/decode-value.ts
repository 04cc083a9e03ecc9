import { type ColumnDescription, Uuid } from "@coco/connectorkit";

/** The value of a column, as `checkRow` gives it, of what SurrealDB holds; null where there is none. */
export function decodeValue({ type }: Pick<ColumnDescription, "type">, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "bigint":
      return BigInt(value as bigint | number);
    case "int":
    case "float":
      return Number(value);
    case "bytes":
      return new Uint8Array(value as ArrayBuffer);
    case "timestamp":
      return dateOf(value);
    case "date":
      return dateOf(value).toISOString().slice(0, 10);
    case "uuid":
      return Uuid.parse((value as { toString(): string }).toString());
    case "vector":
      return Float32Array.from(value as number[]);
    case "list":
      return (value as readonly unknown[]).map((item) => decodeValue({ type: { kind: type["item"] as string } }, item));
    default:
      return value;
  }
}

function dateOf(value: unknown): Date {
  return (value as { toDate(): Date }).toDate();
}
