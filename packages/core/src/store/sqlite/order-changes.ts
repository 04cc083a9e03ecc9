import type { Change, DeleteChange, PutChange, UseChange } from "../change.ts";
import { type StoreTable, storeTables } from "../store-table.ts";

/** The changes of a commit as they are applied. */
export interface OrderedChanges {
  /** In the order of the tables, each by key and one change a key, but for owners: as they came. */
  readonly entries: readonly (readonly [StoreTable, readonly (PutChange | DeleteChange)[]])[];
  /** By key; one sum a key, never 0. */
  readonly uses: readonly UseChange[];
}

/**
 * Sorts the changes of a commit: a batch that goes through a tree in its order costs a third of one that jumps about.
 * Of several changes of one key the last stays; user counts are added up.
 */
export function orderChanges(changes: readonly Change[]): OrderedChanges {
  const byTable = new Map<StoreTable, (PutChange | DeleteChange)[]>();
  const uses: UseChange[] = [];
  for (const change of changes) {
    if (change.kind === "use") {
      uses.push(change);
      continue;
    }
    const list = byTable.get(change.table);
    if (list === undefined) byTable.set(change.table, [change]);
    else list.push(change);
  }
  return {
    entries: storeTables.flatMap((table) => {
      const list = byTable.get(table);
      if (list === undefined) return [];
      // Owners go into a journal, whose order does not matter.
      return [[table, table === "owner" ? list : joinByKey(list, (_, later) => later)] as const];
    }),
    uses: joinByKey(uses, (one, other) => ({ ...one, by: one.by + other.by })).filter(({ by }) => by !== 0),
  };
}

/** Sorts by key, which keeps the order of equal keys, and joins those. */
function joinByKey<Item extends { readonly key: Uint8Array }>(
  items: Item[],
  join: (earlier: Item, later: Item) => Item,
): Item[] {
  if (rises(items)) return items;
  items.sort((one, other) => Buffer.compare(one.key, other.key));
  const joined: Item[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (last !== undefined && Buffer.compare(last.key, item.key) === 0) joined[joined.length - 1] = join(last, item);
    else joined.push(item);
  }
  return joined;
}

/** Whether they are in order already, each key once: mostly they are, and that is found out at once. */
function rises(items: readonly { readonly key: Uint8Array }[]): boolean {
  for (let at = 1; at < items.length; at++) {
    const [before, here] = [items[at - 1] as { key: Uint8Array }, items[at] as { key: Uint8Array }];
    if (Buffer.compare(before.key, here.key) >= 0) return false;
  }
  return true;
}
