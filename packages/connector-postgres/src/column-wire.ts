import type { Uuid } from "@coco/connectorkit";
import { listLiteral } from "./list-literal.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { baseType } from "./column-type.ts";
import type { StoredColumn } from "./stored-column.ts";

/** How the values of a column travel: as a binary array of some type, and what the server makes of each element. */
export interface ColumnWire {
  /** The element type of the array, in SQL. */
  readonly element: string;
  /** Its number in `pg_type`; that of an extension's type differs from database to database. */
  readonly oid: number | "vector";
  /** The value of the column, from an element. */
  value(element: string): string;
  /** Writes one element behind its length. */
  write(out: ByteWriter, value: never): void;
}

/** Milliseconds from 1970 to 2000, where Postgres counts from. */
const POSTGRES_EPOCH = 946_684_800_000n;

type Writer = Pick<ColumnWire, "element" | "oid" | "write">;

const text: Writer = { element: "text", oid: 25, write: (out, value: string) => out.text(value) };

const writers: Readonly<Record<string, Writer>> = {
  string: text,
  date: text,
  json: { ...text, write: (out, value: unknown) => out.text(JSON.stringify(value)) },
  int: { element: "bigint", oid: 20, write: writeInteger },
  bigint: { element: "bigint", oid: 20, write: writeInteger },
  float: {
    element: "double precision",
    oid: 701,
    write(out, value: number) {
      out.int32(8);
      out.double(value);
    },
  },
  boolean: {
    element: "boolean",
    oid: 16,
    write(out, value: boolean) {
      out.int32(1);
      out.bytes(value ? TRUE : FALSE);
    },
  },
  bytes: {
    element: "bytea",
    oid: 17,
    write(out, value: Uint8Array) {
      out.int32(value.length);
      out.bytes(value);
    },
  },
  timestamp: {
    element: "timestamp with time zone",
    oid: 1184,
    write(out, value: Date) {
      out.int32(8);
      out.int64((BigInt(value.getTime()) - POSTGRES_EPOCH) * 1_000n);
    },
  },
  uuid: {
    element: "uuid",
    oid: 2950,
    write(out, value: Uuid) {
      out.int32(16);
      out.bytes(value.bytes);
    },
  },
  vector: {
    element: "vector",
    oid: "vector",
    write(out, value: Float32Array) {
      out.int32(4 + value.byteLength);
      out.int16(value.length);
      out.int16(0);
      out.floats(value);
    },
  },
};

const TRUE = Uint8Array.of(1);
const FALSE = Uint8Array.of(0);

function writeInteger(out: ByteWriter, value: bigint | number): void {
  out.int32(8);
  out.int64(BigInt(value));
}

/** How the values of a column travel. */
export function columnWire(column: StoredColumn): ColumnWire {
  const { kind, type } = column;
  if (kind.startsWith("list(")) {
    const item = kind.slice(5, -1);
    const write = (out: ByteWriter, value: readonly unknown[]): void => out.text(listLiteral(item, value));
    return { ...text, write, value: (element) => `${element}::${castType(type)}` };
  }
  const base = baseType(type).toLowerCase();
  // Postgres keeps 15 digits when it turns a float into a numeric.
  if (kind === "float" && (base === "numeric" || base === "decimal")) {
    return {
      ...text,
      write: (out, value: number) => out.text(String(value)),
      value: (element) => `${element}::numeric`,
    };
  }
  const writer = writers[kind] ?? text;
  return { ...writer, value: (element) => valueOf(element, writer.element, type, base) };
}

function valueOf(element: string, wire: string, type: string, base: string): string {
  if (type === wire) return element;
  // A cast would go by the time zone of the session.
  if (wire === "timestamp with time zone")
    return base.includes("without") || base === "timestamp" ? `${element} AT TIME ZONE 'UTC'` : element;
  return `${element}::${castType(type)}`;
}

/**
 * A type to cast to: without its length, because a cast cuts what is too long and an assignment to the column refuses it.
 * (`char` and `bit` alone mean a length of 1.)
 */
function castType(type: string): string {
  const brackets = /(?:\[\])*$/.exec(type)?.[0] ?? "";
  const base = baseType(type);
  const plain = { char: "bpchar", character: "bpchar", bit: "bit varying" }[base.toLowerCase()] ?? base;
  return plain + brackets;
}
