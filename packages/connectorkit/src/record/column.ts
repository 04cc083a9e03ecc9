import type { ColumnType } from "./column-type.ts";

declare const valueTypes: unique symbol;

/**
 * A column of a row schema, made by `t`.
 *
 * @typeParam Out - what is read back.
 * @typeParam In - what a declared row may hold.
 * @typeParam Null - whether the column may be empty.
 */
export interface Column<Out, In = Out, Null extends boolean = false> {
  readonly type: ColumnType;
  /** Whether the column may be `null`; it may then also be left out. */
  readonly isNullable: Null;
  /** The same column, which may be empty. */
  nullable(): Column<Out | null, In | null, true>;
  /** Only in the type. */
  readonly [valueTypes]?: { readonly out: Out; readonly in: In };
}

/** Any column. */
export type AnyColumn = Column<unknown, unknown, boolean>;

/** What is read back from a column. */
export type ColumnOutput<C extends AnyColumn> = C extends Column<infer Out, infer _In, infer _Null> ? Out : never;

/** What a declared row may hold in a column. */
export type ColumnInput<C extends AnyColumn> = C extends Column<infer _Out, infer In, infer _Null> ? In : never;

/** @internal */
export function makeColumn<Out, In>(type: ColumnType): Column<Out, In, false> {
  return build<Out, In, false>(type, false);
}

/** @internal Whether the value is a column, also of another copy of this package. */
export function isColumn(value: unknown): value is AnyColumn {
  if (typeof value !== "object" || value === null) return false;
  const column = value as Partial<AnyColumn>;
  return typeof column.type?.kind === "string" && typeof column.isNullable === "boolean";
}

function build<Out, In, Null extends boolean>(type: ColumnType, isNullable: Null): Column<Out, In, Null> {
  const column = { type: Object.freeze(type), isNullable };
  // Not enumerable: so a schema is plain data, which can be an argument of a memoized function.
  const nullable = (): Column<Out | null, In | null, true> => build<Out | null, In | null, true>(type, true);
  Object.defineProperty(column, "nullable", { value: nullable });
  return Object.freeze(column) as Column<Out, In, Null>;
}
