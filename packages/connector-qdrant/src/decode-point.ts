import { type AnyRecord, type ColumnType, Uuid } from "@coco/connectorkit";

/** Points as the client gives them: `scroll`, `retrieve`, `query`. */
export interface FoundPoint {
  readonly payload?: unknown;
  readonly vector?: unknown;
  readonly score?: number;
}

/** The values of a point's columns, as they were declared; those that the answer does not hold are left out. */
export function decodePoint(
  schema: AnyRecord,
  point: FoundPoint,
  vectorNames: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const payload = (point.payload ?? undefined) as Readonly<Record<string, unknown>> | undefined;
  const vectors = vectorsOf(point.vector);
  const row: Record<string, unknown> = {};
  for (const [name, { isNullable, type }] of Object.entries(schema.columns)) {
    const isVector = type.kind === "vector" || type.kind === "multiVector" || type.kind === "sparseVector";
    const from = isVector ? vectors : payload;
    const value = from?.[isVector ? (vectorNames[name] ?? name) : name];
    if (value !== undefined && value !== null) row[name] = decodeValue(type, value);
    else if (from !== undefined && isNullable) row[name] = null;
  }
  return row;
}

function vectorsOf(vector: unknown): Readonly<Record<string, unknown>> | undefined {
  if (vector === undefined || vector === null) return undefined;
  return Array.isArray(vector) ? { "": vector } : (vector as Record<string, unknown>);
}

export function decodeValue(type: ColumnType, value: unknown): unknown {
  switch (type.kind) {
    case "vector":
      return new Float32Array(value as number[]);
    case "multiVector":
      return (value as readonly number[][]).map((each) => new Float32Array(each));
    case "sparseVector": {
      const { indices, values } = value as { readonly indices: number[]; readonly values: number[] };
      return { indices: new Uint32Array(indices), values: new Float32Array(values) };
    }
    case "list":
      return (value as readonly unknown[]).map((each) => decodeOne(type.item, each));
    default:
      return decodeOne(type.kind, value);
  }
}

function decodeOne(kind: ColumnType["kind"], value: unknown): unknown {
  switch (kind) {
    case "bigint":
      return BigInt(value as number);
    case "uuid":
      return Uuid.parse(value as string);
    case "bytes":
      return new Uint8Array(Buffer.from(value as string, "base64"));
    case "timestamp":
      return new Date(value as string);
    case "float":
      return Number(value);
    case "json":
      return plainNumbers(value);
    default:
      return value;
  }
}

/** The client gives whole numbers past 2^53 as bigints, also where a number was declared. */
function plainNumbers(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainNumbers(one)]));
}
