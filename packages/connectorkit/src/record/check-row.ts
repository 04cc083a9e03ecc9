import { RowError } from "../errors/row-error.ts";
import { describeKeyProblem } from "../key/key-problem.ts";
import { formatKey } from "../key/format-key.ts";
import type { StableKey } from "../key/stable-key.ts";
import { checkValue, describeWanted } from "./check-value.ts";
import type { AnyRecord, Row, RowInput } from "./record.ts";
import type { AnyResolvedColumnType, ResolvedColumn, ResolvedRecord } from "./resolve-record.ts";
import { ValueMismatch } from "./value-mismatch.ts";

/**
 * Checks a row against its schema and gives it in the form in which it is stored: columns in the order of the schema,
 * nullable ones that were left out as `null`, vectors as `Float32Array`, UUIDs as `Uuid`; bytes, vectors and dates are
 * copies. Nothing else is converted.
 *
 * @param what - names what the row belongs to in errors, for example `Row of table "docs"`; default "Row".
 * @throws RowError (`ROW_INVALID`) that names the row's key, the column, what was given and what is wanted.
 */
export function checkRow<R extends AnyRecord>(
  resolved: ResolvedRecord<R, AnyResolvedColumnType>,
  input: RowInput<R>,
  what = "Row",
): Row<R> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new RowError(`${what} is not an object`, { code: "ROW_INVALID" });
  }
  const given = input as Readonly<Record<string, unknown>>;
  const row: Record<string, unknown> = {};
  let known = 0;
  for (const column of resolved.columns) {
    const present = Object.hasOwn(given, column.name);
    if (present) known++;
    row[column.name] = checkColumnValue(column, present ? given[column.name] : undefined, resolved, given, what);
  }
  const names = Object.keys(given);
  if (names.length > known) throw unknownColumn(names, resolved, given, what);
  return row as Row<R>;
}

function checkColumnValue(
  column: ResolvedColumn<AnyResolvedColumnType>,
  value: unknown,
  resolved: ResolvedRecord<AnyRecord, AnyResolvedColumnType>,
  given: Readonly<Record<string, unknown>>,
  what: string,
): unknown {
  if (value === undefined || value === null) {
    if (column.isNullable) return null;
    const problem = value === null ? "was given null" : "is missing";
    throw rowError(
      column.name,
      problem,
      `It takes ${describeWanted(column.type)}; make it .nullable() if it may be empty.`,
    );
  }
  try {
    return checkValue(column.type, value);
  } catch (error) {
    if (!(error instanceof ValueMismatch)) throw error;
    throw rowError(column.name, `takes ${describeWanted(column.type)}, and was given ${error.given}`, error.advice);
  }

  function rowError(name: string, problem: string, hint: string | undefined): RowError {
    const message = `${what}${rowKey(resolved, given)}: column ${JSON.stringify(name)} ${problem}`;
    return new RowError(message, { code: "ROW_INVALID", column: name, hint });
  }
}

function unknownColumn(
  names: readonly string[],
  resolved: ResolvedRecord<AnyRecord, AnyResolvedColumnType>,
  given: Readonly<Record<string, unknown>>,
  what: string,
): RowError {
  const columns = resolved.columns.map((column) => column.name);
  const name = names.find((each) => !columns.includes(each)) as string;
  return new RowError(`${what}${rowKey(resolved, given)}: there is no column ${JSON.stringify(name)}`, {
    code: "ROW_INVALID",
    column: name,
    hint: `Columns: ${columns.join(", ")}.`,
  });
}

/** The key as far as it can be told from a row that is not valid. */
function rowKey(
  resolved: ResolvedRecord<AnyRecord, AnyResolvedColumnType>,
  given: Readonly<Record<string, unknown>>,
): string {
  const values = resolved.primaryKey.map((name) => given[name]);
  if (values.length === 0 || values.some((value) => describeKeyProblem(value) !== undefined)) return "";
  return ` ${values.map((value) => formatKey(value as StableKey)).join(",")}`;
}
