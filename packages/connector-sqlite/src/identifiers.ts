import { SqliteError } from "./sqlite-error.ts";

/** A name in SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL, for statements that take no parameters. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** SQLite does not tell upper case from lower case in names, as far as ASCII goes. */
export function foldName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function checkTableName(name: string): void {
  const problem =
    typeof name !== "string" || name === ""
      ? "is empty"
      : /^sqlite_/i.test(name)
        ? "begins with sqlite_, which SQLite keeps for itself"
        : nameProblem(name);
  if (problem === undefined) return;
  throw new SqliteError(`${JSON.stringify(name)} cannot be the name of a SQLite table: it ${problem}.`, {
    code: "SQLITE_TABLE_NAME",
    hint: "Any other text will do; it is put in quotes.",
  });
}

const rowNames: ReadonlySet<string> = new Set(["rowid", "_rowid_", "oid"]);

export function checkColumnNames(names: readonly string[], table: string): void {
  const folded = new Map<string, string>();
  for (const name of names) {
    const twin = folded.get(foldName(name));
    folded.set(foldName(name), name);
    const problem = rowNames.has(foldName(name))
      ? "is SQLite's own name of a row's number"
      : twin === undefined
        ? nameProblem(name)
        : `is the same as ${JSON.stringify(twin)} to SQLite`;
    if (problem === undefined) continue;
    throw new SqliteError(`Table ${table}: the column name ${JSON.stringify(name)} ${problem}.`, {
      code: "SQLITE_COLUMN_NAME",
      hint: "Rename the column in the record.",
    });
  }
}

function nameProblem(name: string): string | undefined {
  if (name.includes("\0")) return "holds NUL";
  return name.isWellFormed() ? undefined : "holds half of a character";
}
