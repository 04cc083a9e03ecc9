import type { SqliteClient } from "./connection.ts";
import { type FoundTable, isUniqueBy } from "./found-table.ts";
import { foldName } from "./identifiers.ts";
import { sqlType, type StoredColumn, type StoredType, type TableLayout, typeParts } from "./table-layout.ts";

/** How a table that exists differs from what is wanted. */
export interface TableFit {
  readonly missing: readonly StoredColumn[];
  /** Columns that must take nulls and do not. */
  readonly notNullable: readonly StoredColumn[];
  /** What cannot be changed in place, in words. */
  readonly problems: readonly string[];
}

/** `leaving`: columns that are about to go. */
export function compareTable(
  client: SqliteClient,
  found: FoundTable,
  layout: TableLayout,
  leaving: readonly string[] = [],
): TableFit {
  const columns = new Map(found.columns.map((column) => [foldName(column.name), column]));
  const [missing, notNullable]: [StoredColumn[], StoredColumn[]] = [[], []];
  const problems: string[] = [];
  for (const column of layout.columns) {
    const there = columns.get(foldName(column.name));
    columns.delete(foldName(column.name));
    if (there === undefined) missing.push(column);
    else if (there.generated) problems.push(`${column.name} is computed by SQLite`);
    else if (!holds(there.type, column.type)) {
      problems.push(`${column.name} is ${there.type || "without a type"}, not ${sqlType(column.type)}`);
    } else if (column.nullable && there.notNull) notNullable.push(column);
  }
  for (const other of columns.values()) {
    if (!other.notNull || other.defaultText !== null || other.generated || leaving.includes(other.name)) continue;
    problems.push(`it has a column ${other.name} that needs a value`);
  }
  const lacking = layout.primaryKey.filter((name) => missing.some((column) => column.name === name));
  if (lacking.length > 0) problems.push(`it has no key column ${lacking.join(", ")}`);
  else if (found.kind === "table" && !isUniqueBy(client, found, layout.primaryKey)) {
    problems.push(
      `nothing makes ${layout.primaryKey.join(", ")} unique: it needs a primary key or a unique index of them`,
    );
  }
  return { missing, notNullable, problems };
}

/** Whether a column of a declared type keeps values of a kind as they are: by SQLite's rules of affinity. */
function holds(declared: string, type: StoredType): boolean {
  const affinity = affinityOf(declared);
  const wanted = sqlType(type);
  if (affinity === wanted) return true;
  const { kind } = typeParts(type);
  // Numeric columns leave text alone that is no number.
  return affinity === "NUMERIC" && (wanted === "INTEGER" || kind === "date" || kind === "timestamp");
}

function affinityOf(declared: string): string {
  const type = declared.toUpperCase();
  if (type.includes("INT")) return "INTEGER";
  if (/CHAR|CLOB|TEXT/.test(type)) return "TEXT";
  if (type.includes("BLOB")) return "BLOB";
  if (/REAL|FLOA|DOUB/.test(type)) return "REAL";
  return type === "" || type === "ANY" ? "NONE" : "NUMERIC";
}
