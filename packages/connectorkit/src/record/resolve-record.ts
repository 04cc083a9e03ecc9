import type { ContextKey } from "../context/context-key.ts";
import { RecordError } from "../errors/record-error.ts";
import { type HasVectorSchema, type VectorSchema, vectorSchema } from "../resources/vector-schema.ts";
import type { ColumnType, ResolvedColumnType, SpecialVectorType } from "./column-type.ts";
import type { AnyRecord } from "./record.ts";

/** Any type of a resolved column: those of every target, and the vectors that few can hold. */
export type AnyResolvedColumnType = ResolvedColumnType | SpecialVectorType;

/** A column of a {@link ResolvedRecord}. */
export interface ResolvedColumn<Type extends AnyResolvedColumnType = ResolvedColumnType> {
  readonly name: string;
  readonly type: Type;
  readonly isNullable: boolean;
}

/** A row schema in which the shape of every vector is known. */
export interface ResolvedRecord<
  R extends AnyRecord = AnyRecord,
  Type extends AnyResolvedColumnType = ResolvedColumnType,
> {
  readonly schema: R;
  /** In the order of the schema. */
  readonly columns: readonly ResolvedColumn<Type>[];
  readonly primaryKey: readonly string[];
}

/** What else {@link resolveRecord} is told. */
export interface ResolveOptions {
  /** Kinds of vectors that the target holds besides the usual one. */
  readonly vectors: readonly SpecialVectorType["kind"][];
}

/**
 * Looks up the shapes of vectors that a schema takes from context values.
 *
 * @param lookup - gives the value of a context key, for example `useContext`; called in the order of the columns.
 * @throws RecordError (`RECORD_VECTOR_SOURCE`) that names column and context key when the value says no valid shape, or
 * (`RECORD_COLUMN_KIND`) the column whose kind the target does not hold.
 */
export async function resolveRecord<R extends AnyRecord>(
  schema: R,
  lookup: <T>(key: ContextKey<T>) => T,
): Promise<ResolvedRecord<R>>;
/** The same for a target that holds further kinds of vectors. */
export async function resolveRecord<R extends AnyRecord>(
  schema: R,
  lookup: <T>(key: ContextKey<T>) => T,
  options: ResolveOptions,
): Promise<ResolvedRecord<R, AnyResolvedColumnType>>;
export async function resolveRecord(
  schema: AnyRecord,
  lookup: <T>(key: ContextKey<T>) => T,
  { vectors }: ResolveOptions = { vectors: [] },
): Promise<ResolvedRecord<AnyRecord, AnyResolvedColumnType>> {
  const names = Object.keys(schema.columns);
  // Looked up before anything is awaited: `useContext` belongs to the component that is running now.
  const pending = names.map((name) => {
    const { type } = schema.columns[name] as { type: ColumnType };
    checkKind(name, type.kind, vectors);
    return resolveType(name, type, lookup);
  });
  const types = await Promise.all(pending);
  const columns = names.map((name, index) => ({
    name,
    type: types[index] as AnyResolvedColumnType,
    isNullable: schema.columns[name]?.isNullable === true,
  }));
  return { schema, columns, primaryKey: schema.primaryKey };
}

function checkKind(name: string, kind: ColumnType["kind"], held: readonly string[]): void {
  if ((kind !== "multiVector" && kind !== "sparseVector") || held.includes(kind)) return;
  throw new RecordError(`Column ${JSON.stringify(name)} is a t.${kind}(), which this target cannot hold`, {
    code: "RECORD_COLUMN_KIND",
    hint: "Use t.vector() for one vector a row, or a store that is made for vectors.",
  });
}

async function resolveType(
  name: string,
  type: ColumnType,
  lookup: <T>(key: ContextKey<T>) => T,
): Promise<AnyResolvedColumnType> {
  if (!("from" in type)) return type;
  const { kind, from } = type;
  if (typeof from === "number") return { kind, ...vectorSchema(from) };
  const source: Partial<HasVectorSchema> | null | undefined = lookup(from);
  try {
    const found = source?.vectorSchema;
    const { dims, dtype } = (await (typeof found === "function" ? found.call(source) : found)) as VectorSchema;
    return { kind, ...vectorSchema(dims, dtype) };
  } catch (cause) {
    throw new RecordError(
      `Column ${JSON.stringify(name)} takes its shape from the context key ${JSON.stringify(from.name)}, whose value says none`,
      {
        code: "RECORD_VECTOR_SOURCE",
        hint: "Provide a value with a vectorSchema, such as an embedder, or give the number of dimensions: t.vector(384).",
        cause,
      },
    );
  }
}
