import { LanceDbError } from "./lancedb-error.ts";

const tableName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const indexName = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;
/** Names under which LanceDB answers about a row or its place in a search. */
const reservedColumns: ReadonlySet<string> = new Set([
  "_rowid",
  "_rowaddr",
  "_rowoffset",
  "_distance",
  "_score",
  "_relevance_score",
]);

/** A table's name becomes a folder's name, so LanceDB takes ASCII letters, digits, `_`, `-` and `.` only. */
export function checkTableName(name: string): void {
  if (typeof name === "string" && tableName.test(name) && name.length <= 200) return;
  throw new LanceDbError(`${JSON.stringify(name)} cannot be the name of a LanceDB table.`, {
    code: "LANCEDB_TABLE_NAME",
    hint: "Use ASCII letters, digits, _, - and . (200 at most, and no . or - at the beginning).",
  });
}

/** A column's name, as far as LanceDB can merge and filter by it. */
export function checkColumnName(name: string, table: string): void {
  const problem = columnProblem(name);
  if (problem === undefined) return;
  throw new LanceDbError(`Table ${table}: the column name ${JSON.stringify(name)} ${problem}.`, {
    code: "LANCEDB_COLUMN_NAME",
    hint: "Rename the column in the record.",
  });
}

function columnProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (reservedColumns.has(name)) return "is one that LanceDB uses itself";
  if (/[."`\0]/.test(name)) return "holds a dot or a quote, which LanceDB cannot tell from its own notation";
  return undefined;
}

/** The name of an index, as the user gives it. */
export function checkIndexName(name: string, table: string): void {
  if (indexName.test(name) && name.length <= 100) return;
  throw new LanceDbError(`Table ${table}: ${JSON.stringify(name)} cannot be the name of an index.`, {
    code: "LANCEDB_INDEX_NAME",
    hint: "Give the index a `name` of ASCII letters, digits, _ and - (100 at most).",
  });
}

/** A column in a filter. LanceDB folds names without quotes to lower case; back quotes keep them as they are. */
export function quoteColumn(name: string): string {
  return `\`${name}\``;
}
