import type { Sink, StableKey } from "@coco/connectorkit";
import { identityOf, keyValues, relationParts } from "./entry-key.ts";
import { entryBytes } from "./entry-bytes.ts";
import type { GraphChanges, RelationPlace, RelationRow, Values } from "./graph-changes.ts";
import { type GraphTable, keyColumns, type RelationLayout } from "./graph-layout.ts";
import type { GraphStore } from "./graph-store.ts";
import { isGone, KnownOwn, type TableOwner } from "./table-owner.ts";

export interface EntryAction {
  /** One object for equal tables. */
  readonly table: GraphTable;
  /** Whose the table must be. */
  readonly owner: TableOwner;
  readonly key: StableKey;
  /** Absent: the node or relation is to go. */
  readonly values?: Values;
}

/**
 * Writes the nodes and relations of one graph, of all its labels and types: a batch is one transaction, and two batches that would wait for each
 * other's nodes are never written at once. Before the first ones of a run it is looked at whether the labels and types are ours.
 */
export function makeEntrySink<Connection>(store: GraphStore<Connection>, database: string): Sink<EntryAction> {
  const own = new KnownOwn(store);
  return {
    name: `${store.name} nodes and relations of ${database}`,
    bytesOf: ({ values }) => 64 + (values === undefined ? 0 : entryBytes(values)),
    async apply(actions, { context, signal }): Promise<readonly unknown[]> {
      const work = { connection: context<Connection>(database), database, signal };
      const refusals = await own.refusals(work, actions);
      // What is to go from a table that is gone is gone with it.
      const errors = actions.map(({ values }, index) =>
        values === undefined && isGone(refusals[index]) ? undefined : refusals[index],
      );
      const allowed = actions.filter((_, index) => refusals[index] === undefined);
      if (allowed.length === 0) return errors;
      const changes = changesOf(allowed);
      await store.write(work, changes).catch((error: unknown) => {
        throw store.errorOf(error, `write ${describeChanges(changes)} of ${database}`);
      });
      return errors;
    },
    async settle({ context, signal }): Promise<void> {
      own.forget();
      await store.settle?.({ connection: context<Connection>(database), database, signal }).catch((error: unknown) => {
        throw store.errorOf(error, `finish the update of ${database}`);
      });
    },
  };
}

/** Sorts actions by what they do to what. */
export function changesOf(actions: readonly Omit<EntryAction, "owner">[]): GraphChanges {
  const nodes: GraphChanges["nodes"][number][] = [];
  const relations: GraphChanges["relations"][number][] = [];
  const deletedRelations: GraphChanges["deletedRelations"][number][] = [];
  const deletedNodes: GraphChanges["deletedNodes"][number][] = [];
  for (const [table, all] of Map.groupBy(actions, (action) => action.table)) {
    // No statement can write one of them twice. The last one counts.
    const last = [...new Map(all.map((action) => [identityOf(table.layout, action.key), action])).values()];
    const written = last.filter(({ values }) => values !== undefined);
    const deleted = last.filter(({ values }) => values === undefined);
    if (table.kind === "relations") {
      relations.push(...placed(table.name, table.layout, written));
      deletedRelations.push(...placed(table.name, table.layout, deleted));
      continue;
    }
    const { layout, name: label } = table;
    if (written.length > 0) nodes.push({ label, layout, rows: written.map(({ values }) => values as Values) });
    const columns = keyColumns(layout);
    const keys = deleted.map(({ key }) => keyValues(columns, key));
    if (keys.length > 0) deletedNodes.push({ label, layout, keys });
  }
  return { nodes, relations, deletedRelations, deletedNodes };
}

/** Relations by the labels at their ends. */
function placed(
  type: string,
  layout: RelationLayout,
  actions: readonly Omit<EntryAction, "owner">[],
): (RelationPlace & { readonly rows: RelationRow[] })[] {
  const places = new Map<string, RelationPlace & { readonly rows: RelationRow[] }>();
  for (const { key, values } of actions) {
    const { from, fromKey, own, to, toKey } = relationParts(layout, key);
    const name = JSON.stringify([from.label, to.label]);
    let place = places.get(name);
    if (place === undefined) places.set(name, (place = { type, layout, from, to, rows: [] }));
    place.rows.push({ from: fromKey, to: toKey, values: values ?? own });
  }
  return [...places.values()];
}

function describeChanges({ deletedNodes, deletedRelations, nodes, relations }: GraphChanges): string {
  const sum = (all: readonly { readonly rows: readonly unknown[] }[]): number =>
    all.reduce((count, { rows }) => count + rows.length, 0);
  const gone = deletedNodes.reduce((count, { keys }) => count + keys.length, 0);
  return `${sum(nodes) + gone} nodes and ${sum(relations) + sum(deletedRelations)} relations`;
}
