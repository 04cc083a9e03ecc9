import type * as Arrow from "apache-arrow";
import type { Table } from "./connection.ts";

/**
 * A table that we made carries a mark on its first key column: a random text that is tracked too. So a table that was
 * there before, or that someone else made under the same name, is told from ours also after a crash or a failed batch,
 * when tracking alone cannot say whether it was us; and what is not ours is never dropped.
 */
const key = "coco:owner";

export async function readOwnerMark(table: Table): Promise<string | undefined> {
  for (const field of (await table.schema()).fields) {
    const mark = field.metadata.get(key);
    if (mark !== undefined) return mark;
  }
  return undefined;
}

/** Puts the mark on a table that is taken over. */
export async function writeOwnerMark(table: Table, column: string, mark: string): Promise<void> {
  const updates = (await table.schema()).fields
    .filter((field) => field.name !== column && field.metadata.has(key))
    .map((field) => ({ path: field.name, metadata: { [key]: null } as Record<string, string | null> }));
  await table.updateFieldMetadata([...updates, { path: column, metadata: { [key]: mark } }]);
}

/** The schema of a table that is about to be made, with the mark in it. */
export function markSchema(arrow: typeof Arrow, schema: Arrow.Schema, column: string, mark: string): Arrow.Schema {
  const fields = schema.fields.map((field) =>
    field.name === column ? new arrow.Field(field.name, field.type, field.nullable, new Map([[key, mark]])) : field,
  );
  return new arrow.Schema(fields);
}
