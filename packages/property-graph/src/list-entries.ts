import type { ListedState, ListContext } from "@coco/connectorkit";
import { nodeKey, relationKey } from "./entry-key.ts";
import type { Values } from "./graph-changes.ts";
import { type EndLayout, type GraphTable, keyColumns } from "./graph-layout.ts";
import type { GraphStore } from "./graph-store.ts";

/** The keys of all nodes of a label, or of all relations of a type. */
export async function* listEntries<Connection>(
  store: GraphStore<Connection>,
  database: string,
  table: GraphTable,
  { context, signal }: ListContext,
): AsyncGenerator<ListedState> {
  const work = { connection: context<Connection>(database), database, signal };
  try {
    const columns = keyColumns(table.layout);
    // Values that are of no key are not read.
    if (table.kind === "nodes") {
      const layout = { ...table.layout, columns };
      for await (const values of store.readNodes(work, table.name, layout)) yield { key: nodeKey(columns, values) };
      return;
    }
    const layout = { ...table.layout, columns };
    const end = (ends: readonly EndLayout[], { key, label }: { readonly key: Values; readonly label: string }) => ({
      label,
      key: nodeKey(ends.find((one) => one.label === label)?.key ?? [], key),
    });
    for await (const { from, to, values } of store.readRelations(work, table.name, layout)) {
      yield { key: relationKey(end(layout.from, from), end(layout.to, to), layout, values) };
    }
  } catch (error) {
    throw store.errorOf(error, `list the ${table.kind} ${table.name} of ${database}`);
  }
}
