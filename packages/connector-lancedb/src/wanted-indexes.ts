import type { Table } from "./connection.ts";
import { type IndexSpec, indexSpecText } from "./index-spec.ts";

/**
 * Which indexes a table should have stands in the table itself, in its columns' metadata. A vector index can be declared
 * long before the table has rows to build it from, and the run that brings those rows need not declare anything new: so
 * the end of a run reads from the table what is still to be built. Dropping a column or table drops its wishes too.
 */
export interface WantedIndex {
  /** The name that LanceDB lists. */
  readonly name: string;
  readonly spec: IndexSpec;
}

const prefix = "coco:index:";

export async function readWantedIndexes(table: Table): Promise<readonly WantedIndex[]> {
  const wanted: WantedIndex[] = [];
  for (const field of (await table.schema()).fields) {
    for (const [key, text] of field.metadata) {
      if (key.startsWith(prefix)) wanted.push({ name: key.slice(prefix.length), spec: JSON.parse(text) as IndexSpec });
    }
  }
  return wanted;
}

/** The index of that name must not exist, or be built as `spec` says. */
export async function writeWantedIndex(table: Table, name: string, spec: IndexSpec): Promise<void> {
  await table.updateFieldMetadata([{ path: spec.column, metadata: { [prefix + name]: indexSpecText(spec) } }]);
}

export async function forgetWantedIndex(table: Table, wanted: WantedIndex): Promise<void> {
  await table.updateFieldMetadata([{ path: wanted.spec.column, metadata: { [prefix + wanted.name]: null } }]);
}
