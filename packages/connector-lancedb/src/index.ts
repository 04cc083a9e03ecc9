export { type Connection, type ConnectOptions, connect, type LanceDbClient, type Table } from "./connection.ts";
export { FTS_LANGUAGES, type FtsIndexOptions, type FtsLanguage, type FtsTokenizer } from "./fts-index.ts";
export { LanceDbError } from "./lancedb-error.ts";
export { mountTable, type TableOptions } from "./mount-table.ts";
export type { OnExisting } from "./table-action.ts";
export { type ColumnsOf, TableTarget } from "./table-target.ts";
export { type FoundRow, type RowQuery, type SearchScores, toRows } from "./to-rows.ts";
export type { VectorIndexOptions, VectorIndexType, VectorMetric } from "./vector-index.ts";
