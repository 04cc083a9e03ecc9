import { type ResolvedColumnType, type ScalarKind, Uuid } from "@coco/connectorkit";
import { quoted } from "../identifiers.ts";
import { PostgresError } from "../postgres-error.ts";

/**
 * How a column is read: every value as a text of our own choosing, so that neither the driver's parsers nor settings of the
 * session (time zone, date style, digits) have a say in what comes out.
 */
export interface ColumnReader {
  readonly name: string;
  /** What to select. */
  readonly expression: string;
  /** The value from its text. */
  decode(text: string): unknown;
}

const epoch = (value: string): string => `(extract(epoch FROM ${value}) * 1000)::text`;

/** Scalars: what to select for `value`, and how to read it. */
const scalars: Readonly<Record<ScalarKind, { select(value: string): string; decode(text: string): unknown }>> = {
  string: { select: (value) => `${value}::text`, decode: (text) => text },
  int: { select: (value) => `${value}::text`, decode: wholeNumber },
  bigint: { select: (value) => `${value}::text`, decode: BigInt },
  // As bytes: digits of the text form can be fewer than it takes to tell two numbers apart.
  float: { select: (value) => `encode(float8send(${value}::float8), 'hex')`, decode: double },
  boolean: { select: (value) => `${value}::text`, decode: (text) => text === "true" || text === "t" },
  bytes: { select: (value) => `encode(${value}, 'hex')`, decode: (text) => Uint8Array.from(Buffer.from(text, "hex")) },
  timestamp: { select: epoch, decode: (text) => new Date(Math.floor(finiteNumber(text))) },
  date: { select: (value) => `to_char(${value}, 'YYYY-MM-DD BC')`, decode: day },
  uuid: { select: (value) => `${value}::text`, decode: Uuid.parse },
};

/** How a column of a record is read. */
export function columnReader(name: string, type: ResolvedColumnType): ColumnReader {
  const column = quoted(name);
  switch (type.kind) {
    case "json":
      return { name, expression: `${column}::text`, decode: (text) => JSON.parse(text) as unknown };
    case "vector":
      return { name, expression: `${column}::text`, decode: (text) => vectorOf(text, type.dims) };
    case "list": {
      const { decode, select } = scalars[type.item];
      const items = `to_json(ARRAY(SELECT ${select("item")} FROM unnest(${column}) AS item))::text`;
      return {
        name,
        expression: `CASE WHEN ${column} IS NULL THEN NULL ELSE ${items} END`,
        decode: (text) => (JSON.parse(text) as (string | null)[]).map((item) => decode(present(item))),
      };
    }
    default: {
      const { decode, select } = scalars[type.kind];
      return { name, expression: select(column), decode };
    }
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw unreadable(
    `${text} is no integer that a number holds exactly`,
    "Read the column with t.bigint() or t.float().",
  );
}

function double(hex: string): number {
  const number = Buffer.from(hex, "hex").readDoubleBE();
  if (Number.isFinite(number)) return number;
  throw unreadable(`${number} is no finite number`, "Read the column with t.string().");
}

function day(text: string): string {
  const [, found] = /^(\d{4}-\d\d-\d\d) AD$/.exec(text) ?? [];
  if (found !== undefined) return found;
  throw unreadable(`${text} is no day of the years 1 to 9999`, "Read the column with t.string().");
}

function finiteNumber(text: string): number {
  const number = Number(text);
  if (text !== "" && Number.isFinite(number)) return number;
  throw unreadable(`${text} is no finite number`, "Read the column with t.string().");
}

function vectorOf(text: string, dims: number): Float32Array {
  if (!text.startsWith("["))
    throw unreadable("it is no vector", "Columns of type vector and halfvec can be read as t.vector().");
  const vector = Float32Array.from(JSON.parse(text) as number[]);
  if (vector.length === dims) return vector;
  throw unreadable(`it holds ${vector.length} numbers, not ${dims}`, "Correct the dimensions in the record.");
}

function present(item: string | null): string {
  if (item === null)
    throw unreadable("a list holds a null", "Read the column with t.json(), selected as to_jsonb(column).");
  return item;
}

function unreadable(problem: string, hint: string): PostgresError {
  return new PostgresError(problem, { code: "POSTGRES_READ", hint });
}
