import { PostgresError } from "./postgres-error.ts";

/** Longer names would be cut by the server, with a notice that nobody reads. */
const MOST_BYTES = 63;

const systemColumns: ReadonlySet<string> = new Set(["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]);

/** A name as SQL takes it, whatever it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table's name with its schema's, as SQL takes it. */
export function quotedTable({ schema, table }: TablePlace): string {
  return `${quoted(schema)}.${quoted(table)}`;
}

/** A text as SQL takes it where no parameter can stand. */
export function literal(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return text.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}

/** Where a table is: the name of its connection's context key, its schema and its own name. */
export interface TablePlace {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
}

/** For messages and reports. */
export function placeText({ database, schema, table }: TablePlace): string {
  return schema === "public" ? `${database}/${table}` : `${database}/${schema}.${table}`;
}

/** @throws PostgresError (`POSTGRES_NAME`) for a name that the server cannot take as it is. */
export function checkName(name: string, what: string): void {
  const problem = nameProblem(name);
  if (problem === undefined) return;
  throw new PostgresError(`${JSON.stringify(name)} cannot be the name of ${what}: ${problem}.`, {
    code: "POSTGRES_NAME",
    hint: `A name is a text of 1 to ${MOST_BYTES} bytes without NUL.`,
  });
}

/** @throws PostgresError (`POSTGRES_NAME`) for a name that no column of a table can have. */
export function checkColumnName(name: string, table: string): void {
  checkName(name, `a column of table ${table}`);
  if (!systemColumns.has(name)) return;
  throw new PostgresError(
    `${name} cannot be the name of a column of table ${table}: Postgres has one of that name in every table.`,
    {
      code: "POSTGRES_NAME",
      hint: `Not to be used: ${[...systemColumns].join(", ")}.`,
    },
  );
}

function nameProblem(name: unknown): string | undefined {
  if (typeof name !== "string") return "it is no text";
  if (name === "") return "it is empty";
  if (name.includes("\0")) return "it holds NUL";
  if (!name.isWellFormed()) return "it holds half a character";
  const bytes = Buffer.byteLength(name);
  return bytes > MOST_BYTES ? `it has ${bytes} bytes` : undefined;
}
