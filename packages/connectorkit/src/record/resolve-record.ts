import type { ContextKey } from "../context/context-key.ts";
import { RecordError } from "../errors/record-error.ts";
import { type HasVectorSchema, type VectorSchema, vectorSchema } from "../resources/vector-schema.ts";
import type { ColumnType, ResolvedColumnType } from "./column-type.ts";
import type { AnyRecord } from "./record.ts";

/** A column of a {@link ResolvedRecord}. */
export interface ResolvedColumn {
  readonly name: string;
  readonly type: ResolvedColumnType;
  readonly isNullable: boolean;
}

/** A row schema in which the shape of every vector is known. */
export interface ResolvedRecord<R extends AnyRecord = AnyRecord> {
  readonly schema: R;
  /** In the order of the schema. */
  readonly columns: readonly ResolvedColumn[];
  readonly primaryKey: readonly string[];
}

/**
 * Looks up the shapes of vectors that a schema takes from context values.
 *
 * @param lookup - gives the value of a context key, for example `useContext`; called in the order of the columns.
 * @throws RecordError (`RECORD_VECTOR_SOURCE`) that names column and context key when the value says no valid shape.
 */
export async function resolveRecord<R extends AnyRecord>(
  schema: R,
  lookup: <T>(key: ContextKey<T>) => T,
): Promise<ResolvedRecord<R>> {
  const names = Object.keys(schema.columns);
  // Looked up before anything is awaited: `useContext` belongs to the component that is running now.
  const pending = names.map((name) => resolveType(name, (schema.columns[name] as { type: ColumnType }).type, lookup));
  const types = await Promise.all(pending);
  const columns = names.map((name, index) => ({
    name,
    type: types[index] as ResolvedColumnType,
    isNullable: schema.columns[name]?.isNullable === true,
  }));
  return { schema, columns, primaryKey: schema.primaryKey };
}

async function resolveType(
  name: string,
  type: ColumnType,
  lookup: <T>(key: ContextKey<T>) => T,
): Promise<ResolvedColumnType> {
  if (type.kind !== "vector") return type;
  if (typeof type.from === "number") return { kind: "vector", ...vectorSchema(type.from) };
  const key = type.from;
  const source: Partial<HasVectorSchema> | null | undefined = lookup(key);
  try {
    const found = source?.vectorSchema;
    const { dims, dtype } = (await (typeof found === "function" ? found.call(source) : found)) as VectorSchema;
    return { kind: "vector", ...vectorSchema(dims, dtype) };
  } catch (cause) {
    throw new RecordError(
      `Column ${JSON.stringify(name)} takes its shape from the context key ${JSON.stringify(key.name)}, whose value says none`,
      {
        code: "RECORD_VECTOR_SOURCE",
        hint: "Provide a value with a vectorSchema, such as an embedder, or give the number of dimensions: t.vector(384).",
        cause,
      },
    );
  }
}
