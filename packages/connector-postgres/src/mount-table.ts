import {
  type AnyRecord,
  type ContextKey,
  mountTarget,
  registerRootTargets,
  resolveRecord,
  type TargetProvider,
  useContext,
} from "@coco/connectorkit";
import type { RowValues } from "./encode-rows.ts";
import { checkName } from "./identifiers.ts";
import type { NulCharacters } from "./nul-characters.ts";
import type { PostgresPool } from "./pool.ts";
import { PostgresError } from "./postgres-error.ts";
import { tableLayout } from "./stored-column.ts";
import type { OnExisting } from "./table-action.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";
import { TableTarget } from "./table-target.ts";

export interface TableOptions<Column extends string = string> {
  /** The schema that holds the table, made if it is not there. Default "public". */
  readonly schema?: string;
  /**
   * Types other than the usual ones, by column, in SQL: `{ price: "numeric(12,2)", mood: "app.mood" }`. A column of texts takes any type
   * that Postgres reads from text: enums, ranges, `inet`, `interval`, `tsvector`, `bit(64)`; one of lists takes arrays of them.
   */
  readonly columns?: { readonly [K in Column]?: string };
  /**
   * `"system"` (default): the app makes, changes and drops the table. `"user"`: the table is there already and stays;
   * the app writes and deletes its own rows, and checks that their columns fit.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a table of that name that this app did not make: `"error"` (default), `"adopt"` it with its rows and columns, or
   * `"replace"` it by an empty one.
   */
  readonly onExisting?: OnExisting;
  /** Postgres cannot keep the character U+0000 in texts and JSON: `"error"` (default), or `"remove"` it. */
  readonly nulCharacters?: NulCharacters;
}

const tables: TargetProvider<TableValue> = registerRootTargets("coco.postgres.table", new TableHandler());

const choices: Readonly<Record<string, readonly string[]>> = {
  managedBy: ["system", "user"],
  onExisting: ["error", "adopt", "replace"],
  nulCharacters: ["error", "remove"],
};

/**
 * Makes a table part of what the app looks after, in the database that `db` stands for, and resolves when it exists.
 * The name of the context key, the schema and the table's name are its identity across runs: a renamed one is another table.
 *
 * Columns are added, dropped and converted in place, and rows written again where they may lack a value; another primary
 * key makes the table anew.
 *
 * @throws PostgresError for a name or type that Postgres cannot take, or a table that is not this app's.
 */
export async function mountTable<C extends PostgresPool, R extends AnyRecord>(
  db: ContextKey<C>,
  name: string,
  schema: R,
  options: TableOptions<keyof R["columns"] & string> = {},
): Promise<TableTarget<R>> {
  checkName(name, "a table");
  checkOptions(name, options);
  const record = await resolveRecord(schema, useContext);
  const {
    columns = {},
    managedBy = "system",
    nulCharacters = "error",
    onExisting = "error",
    schema: inSchema = "public",
  } = options;
  checkName(inSchema, "a schema");
  const layout = tableLayout(record, columns, name);
  const value: TableValue = { layout, managedBy, onExisting };
  const provider = await mountTarget<RowValues, TableValue>(tables.state([db.name, inSchema, name], value));
  return new TableTarget({ name, schema: inSchema, provider, record, layout, nulCharacters });
}

function checkOptions(table: string, options: TableOptions): void {
  for (const [option, value] of Object.entries(options)) {
    if (option === "schema" || option === "columns") continue;
    const known = choices[option];
    if (known !== undefined && (value === undefined || known.includes(value as string))) continue;
    throw new PostgresError(`mountTable(${table}): the option ${option}: ${JSON.stringify(value)} is not known.`, {
      code: "POSTGRES_OPTIONS",
      hint: `schema, columns; ${Object.entries(choices)
        .map(([name, values]) => `${name}: ${values.map((each) => JSON.stringify(each)).join(" | ")}`)
        .join("; ")}`,
    });
  }
}
