import type { AnyRecord, Row } from "@coco/connectorkit";
import { decodeValue } from "./decode-value.ts";

/**
 * Rows as they were declared, from rows as better-sqlite3 gives them (`statement.all()`): booleans, dates, JSON, lists, vectors
 * and UUIDs are themselves again. Columns that the query did not select are absent; those that the record does not know,
 * such as computed ones, stay as they are.
 *
 * For integers past 2^53 the statement has to read them as such: `statement.safeIntegers()`.
 */
export function toRows<R extends AnyRecord>(rows: readonly unknown[], schema: R): Row<R>[] {
  return rows.map((row) => {
    const values = Object.entries(row as Readonly<Record<string, unknown>>);
    return Object.fromEntries(
      values.map(([name, value]) => {
        const column = Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined;
        return [name, column === undefined ? plain(value) : decodeValue(column.type, value)];
      }),
    ) as Row<R>;
  });
}

/** A count or a distance is a number, also from a statement that reads integers exactly. */
function plain(value: unknown): unknown {
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
