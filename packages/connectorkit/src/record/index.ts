export { checkRow } from "./check-row.ts";
export type { AnyColumn, Column, ColumnInput, ColumnOutput } from "./column.ts";
export type { ColumnType, ResolvedColumnType, ScalarKind, SpecialVectorType } from "./column-type.ts";
export { type ColumnDescription, describeRecord, type RecordDescription } from "./describe-record.ts";
export type { JsonValue } from "./json-value.ts";
export { primaryKeyColumns, primaryKeyOf } from "./primary-key.ts";
export {
  type AnyRecord,
  type Columns,
  record,
  type RecordOptions,
  type RecordSchema,
  type Row,
  type RowInput,
} from "./record.ts";
export {
  type AnyResolvedColumnType,
  type ResolvedColumn,
  type ResolvedRecord,
  type ResolveOptions,
  resolveRecord,
} from "./resolve-record.ts";
export type { SparseVector, SparseVectorInput } from "./sparse-vector.ts";
export { type ColumnBuilders, t } from "./t.ts";
