export {
  type Connection,
  type ConnectOptions,
  connect,
  type SqliteClient,
  type SqliteStatement,
} from "./connection.ts";
export {
  findNearest,
  findText,
  type MatchingRow,
  type NearestQuery,
  type NearRow,
  type TextQuery,
} from "./find-rows.ts";
export type { FtsIndexOptions, FtsTokenizer } from "./fts-index.ts";
export { mountTable } from "./mount-table.ts";
export { SqliteError } from "./sqlite-error.ts";
export type { OnExisting } from "./table-action.ts";
export type { VectorMetric } from "./table-layout.ts";
export type { ForeignKeyOptions, TableOptions, VectorTableOptions } from "./table-options.ts";
export { type ColumnsOf, type IndexOptions, TableTarget } from "./table-target.ts";
export { toRows } from "./to-rows.ts";
export type { VectorIndexOptions } from "./vector-index.ts";
