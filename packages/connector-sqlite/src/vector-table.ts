import { SqliteError } from "./sqlite-error.ts";
import { type StoredColumn, type TableLayout, typeParts, type VectorTable } from "./table-layout.ts";

const names = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved: ReadonlySet<string> = new Set(["distance", "k"]);
/** What sqlite-vec takes in one table. */
const MOST_PARTITION_KEYS = 4;
const MOST_AUXILIARY = 16;

/** What the module vec0 can hold, told when the table is mounted: its own errors name no column. */
export function checkVectorTable(layout: TableLayout, vectors: VectorTable, table: string): void {
  const problem =
    tableProblem(layout, vectors) ?? layout.columns.map((each) => columnProblem(each, layout, vectors)).find(Boolean);
  if (problem === undefined) return;
  throw new SqliteError(`The vector table ${table} cannot be made: ${problem}.`, {
    code: "SQLITE_VECTOR_TABLE",
    hint: "Change the record or the options partitionKeys and auxiliary, or use an ordinary table with declareVectorIndex, which takes any record.",
  });
}

function tableProblem(
  { columns, foreignKeys, primaryKey, unique }: TableLayout,
  vectors: VectorTable,
): string | undefined {
  const kind = columns.find(({ name }) => name === primaryKey[0])?.type;
  if (primaryKey.length !== 1) return `its primary key has ${primaryKey.length} columns, and must have one`;
  if (kind !== "int" && kind !== "bigint" && kind !== "text")
    return `its primary key is ${kind}, not int, bigint or string`;
  if (!columns.some(({ type }) => typeParts(type).kind === "vector")) return "no column holds vectors";
  if (foreignKeys.length > 0) return "it can have no foreign keys";
  if (unique.length > 0) return "it can have no unique columns besides its key";
  if (vectors.partitionKeys.length > MOST_PARTITION_KEYS)
    return `it can have ${MOST_PARTITION_KEYS} partition keys at most`;
  if (vectors.auxiliary.length > MOST_AUXILIARY) return `it can have ${MOST_AUXILIARY} auxiliary columns at most`;
  const used = [...vectors.partitionKeys, ...vectors.auxiliary];
  const unknown = used.find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined) return `there is no column ${unknown}`;
  const twice = used.find((name, index) => used.indexOf(name) !== index || primaryKey.includes(name));
  return twice === undefined ? undefined : `the column ${twice} has two parts to play`;
}

function columnProblem(
  { name, nullable, type }: StoredColumn,
  { primaryKey }: TableLayout,
  vectors: VectorTable,
): string | undefined {
  const { kind } = typeParts(type);
  if (!names.test(name)) return `the column name ${JSON.stringify(name)} is more than letters, digits and _`;
  if (reserved.has(name.toLowerCase())) return `${name} is a name of sqlite-vec's own`;
  if (kind === "vector") {
    if (nullable) return `the vector column ${name} takes nulls`;
    return [...vectors.auxiliary, ...vectors.partitionKeys].includes(name) ? `${name} holds vectors` : undefined;
  }
  if (vectors.partitionKeys.includes(name)) {
    return !nullable && ["int", "text"].includes(kind)
      ? undefined
      : `the partition key ${name} must be a string or an int, not nullable`;
  }
  if (primaryKey.includes(name) || vectors.auxiliary.includes(name)) return undefined;
  if (nullable) return `${name} takes nulls, and is not among the auxiliary columns`;
  return kind === "bytes" ? `${name} holds bytes, and is not among the auxiliary columns` : undefined;
}
