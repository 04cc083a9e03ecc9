import { formatKey, primaryKeyOf, type ResolvedRecord, type Row, type StableKey } from "@coco/connectorkit";
import { PostgresError } from "../postgres-error.ts";
import { columnReader } from "./read-column.ts";

/** Reads rows of a record from what {@link RowReader.select} selects. */
export interface RowReader {
  /** The select list: the record's columns, as `c0`, `c1`, … */
  readonly select: string;
  /** One row, from an answer of the driver. */
  row(answer: unknown): Row<ResolvedRecord["schema"]>;
  key(row: Row<ResolvedRecord["schema"]>): StableKey;
}

/** @param label - what is read, for messages: "shop_db/products". */
export function rowReader(record: ResolvedRecord, label: string): RowReader {
  const readers = record.columns.map(({ isNullable, name, type }) => ({ ...columnReader(name, type), isNullable }));
  const keyOf = (row: Row<ResolvedRecord["schema"]>): StableKey => primaryKeyOf(record.schema, row);
  return {
    select: readers.map(({ expression }, index) => `${expression} AS c${index}`).join(", "),
    row(answer) {
      const texts = answer as Readonly<Record<string, string | null>>;
      const row: Record<string, unknown> = {};
      for (const [index, { decode, isNullable, name }] of readers.entries()) {
        const text = texts[`c${index}`] ?? null;
        try {
          if (text === null && !isNullable) throw nullFound();
          row[name] = text === null ? null : decode(text);
        } catch (error) {
          throw unreadable(error, label, name, keyText(record, row));
        }
      }
      return row;
    },
    key: keyOf,
  };
}

function nullFound(): PostgresError {
  return new PostgresError("it is null", { code: "POSTGRES_READ", hint: "Make the column .nullable() in the record." });
}

function unreadable(error: unknown, label: string, column: string, key: string): PostgresError {
  const { hint, message } = error as PostgresError;
  return new PostgresError(`Row${key} of ${label}: column ${JSON.stringify(column)} cannot be read: ${message}.`, {
    code: "POSTGRES_READ",
    hint: hint ?? "The kinds of the record's columns have to be those of the table's.",
    cause: error,
  });
}

/** The key, as far as it was read when a column could not be. */
function keyText(record: ResolvedRecord, row: Readonly<Record<string, unknown>>): string {
  const parts = record.primaryKey.map((name) => row[name]);
  if (parts.some((part) => part === undefined || part === null)) return "";
  return ` ${parts.map((part) => formatKey(part as StableKey)).join(",")}`;
}
