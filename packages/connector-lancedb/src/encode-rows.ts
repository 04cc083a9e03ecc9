import type * as Arrow from "apache-arrow";
import { encodeColumn } from "./encode-column.ts";
import { arrowSchema, type TableLayout } from "./stored-type.ts";

/** A row by column name; a column left out is null. */
export type RowValues = Readonly<Record<string, unknown>>;

/** Rows as one Arrow table, column by column. Values have been checked when they were declared. */
export function encodeRows(arrow: typeof Arrow, layout: TableLayout, rows: readonly RowValues[]): Arrow.Table {
  const schema = arrowSchema(arrow, layout);
  const children = layout.columns.map((column) =>
    encodeColumn(
      arrow,
      column,
      rows.map((row) => row[column.name]),
    ),
  );
  const struct = arrow.makeData({ type: new arrow.Struct(schema.fields), length: rows.length, children });
  return new arrow.Table(schema, new arrow.RecordBatch(schema, struct));
}
