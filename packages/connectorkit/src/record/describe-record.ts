import type { JsonValue } from "./json-value.ts";
import type { AnyRecord } from "./record.ts";
import type { AnyResolvedColumnType, ResolvedRecord } from "./resolve-record.ts";

/**
 * A schema as plain JSON, equal for equal schemas: what a connector keeps in its tracking record and compares with.
 * Columns stand in their order, each as `{ name, type, nullable? }`, where `type` has `kind`, and `item`, `dims`, `dtype`.
 */
export interface RecordDescription {
  readonly [name: string]: JsonValue;
  readonly columns: readonly ColumnDescription[];
  readonly primaryKey: readonly string[];
}

/** One column of a {@link RecordDescription}. */
export interface ColumnDescription {
  readonly [name: string]: JsonValue;
  readonly name: string;
  readonly type: { readonly kind: string } & { readonly [name: string]: JsonValue };
  readonly nullable: boolean;
}

/** Describes a schema as plain JSON. */
export function describeRecord(resolved: ResolvedRecord<AnyRecord, AnyResolvedColumnType>): RecordDescription {
  return {
    columns: resolved.columns.map(({ name, type, isNullable }) => ({ name, type: { ...type }, nullable: isNullable })),
    primaryKey: [...resolved.primaryKey],
  };
}
