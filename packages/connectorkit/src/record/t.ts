import type { ContextKey } from "../context/context-key.ts";
import { RecordError } from "../errors/record-error.ts";
import type { Uuid } from "../key/uuid.ts";
import { type HasVectorSchema, vectorSchema } from "../resources/vector-schema.ts";
import type { SparseVector, SparseVectorInput } from "./sparse-vector.ts";
import { type AnyColumn, type Column, type ColumnInput, type ColumnOutput, isColumn, makeColumn } from "./column.ts";
import type { ScalarKind } from "./column-type.ts";
import type { JsonValue } from "./json-value.ts";

/** Makes the columns of a row schema. Every value is checked when a row is declared; nothing is converted but as said here. */
export interface ColumnBuilders {
  /** Text; well formed (no lone surrogates). */
  string(): Column<string>;
  /** An integer that a number holds exactly (at most 2^53 - 1 in size). */
  int(): Column<number>;
  /** A signed integer of 64 bits. */
  bigint(): Column<bigint>;
  /** A number of 64 bits; finite: no NaN and no infinity, which most targets cannot tell from an error. */
  float(): Column<number>;
  boolean(): Column<boolean>;
  /** Bytes; copied when declared. */
  bytes(): Column<Uint8Array>;
  /** A point in time in milliseconds; an invalid Date is refused. */
  timestamp(): Column<Date>;
  /** A day of the calendar, without time and zone, as `YYYY-MM-DD`. */
  date(): Column<string>;
  /** A UUID, given as a `Uuid` or in its 36-character form. */
  uuid(): Column<Uuid, Uuid | string>;
  /** Anything that JSON can hold; a property that is `undefined` counts as left out. `null` alone needs `nullable()`. */
  json<T = JsonValue>(): Column<T>;
  /** A list of single values, which are not nullable; may be empty. */
  list<C extends AnyColumn>(item: C): Column<readonly ColumnOutput<C>[], readonly ColumnInput<C>[]>;
  /** A vector of so many dimensions; finite numbers, rounded to 32 bits. */
  vector(dims: number): Column<Float32Array, Float32Array | readonly number[]>;
  /** A vector of the shape that the provided value says, usually an embedder; looked up when the target is mounted. */
  vector<E extends HasVectorSchema>(from: ContextKey<E>): Column<Float32Array, Float32Array | readonly number[]>;
  /** One or more vectors of so many dimensions, as late-interaction models make them for a text. For stores that hold such. */
  multiVector(dims: number): Column<readonly Float32Array[], readonly (Float32Array | readonly number[])[]>;
  /** The same, of the shape that the provided value says. */
  multiVector<E extends HasVectorSchema>(
    from: ContextKey<E>,
  ): Column<readonly Float32Array[], readonly (Float32Array | readonly number[])[]>;
  /** A vector of very many dimensions that is 0 almost everywhere: words and their weights. For stores that hold such. */
  sparseVector(): Column<SparseVector, SparseVectorInput>;
}

const scalarKinds: ReadonlySet<string> = new Set<ScalarKind>([
  "string",
  "int",
  "bigint",
  "float",
  "boolean",
  "bytes",
  "timestamp",
  "date",
  "uuid",
]);

/** Makes the columns of a row schema: `record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] })`. */
export const t: ColumnBuilders = {
  string: () => makeColumn({ kind: "string" }),
  int: () => makeColumn({ kind: "int" }),
  bigint: () => makeColumn({ kind: "bigint" }),
  float: () => makeColumn({ kind: "float" }),
  boolean: () => makeColumn({ kind: "boolean" }),
  bytes: () => makeColumn({ kind: "bytes" }),
  timestamp: () => makeColumn({ kind: "timestamp" }),
  date: () => makeColumn({ kind: "date" }),
  uuid: () => makeColumn({ kind: "uuid" }),
  json: () => makeColumn({ kind: "json" }),
  list: (item) => makeColumn({ kind: "list", item: listItem(item) }),
  vector: <E extends HasVectorSchema>(
    from: number | ContextKey<E>,
  ): Column<Float32Array, Float32Array | readonly number[]> => makeColumn({ kind: "vector", from: vectorSource(from) }),
  multiVector: <E extends HasVectorSchema>(
    from: number | ContextKey<E>,
  ): Column<readonly Float32Array[], readonly (Float32Array | readonly number[])[]> =>
    makeColumn({ kind: "multiVector", from: vectorSource(from) }),
  sparseVector: () => makeColumn({ kind: "sparseVector" }),
};

function listItem(item: unknown): ScalarKind {
  if (isColumn(item) && !item.isNullable && scalarKinds.has(item.type.kind)) return item.type.kind as ScalarKind;
  const given = isColumn(item) ? `${item.isNullable ? "a nullable" : "a"} ${item.type.kind} column` : String(item);
  throw new RecordError(`t.list takes a column of single values that is not nullable, not ${given}`, {
    code: "RECORD_COLUMN",
    hint: "Use t.json() for nested data, t.vector() for numbers of fixed count.",
  });
}

function vectorSource<E>(from: number | ContextKey<E>): number | ContextKey<HasVectorSchema> {
  if (typeof from === "number") return vectorSchema(from).dims;
  const name: unknown = (from as { readonly name?: unknown } | undefined)?.name;
  if (typeof name === "string") return from as unknown as ContextKey<HasVectorSchema>;
  throw new RecordError("t.vector takes a number of dimensions, or the context key of an embedder", {
    code: "RECORD_COLUMN",
  });
}
