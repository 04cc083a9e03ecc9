import type { Sink } from "@coco/connectorkit";
import type { GraphStore, IndexChange } from "./graph-store.ts";
import { isGone, KnownOwn, type TableOwner } from "./table-owner.ts";

/** A change of an index, and whose its table must be. */
export interface IndexAction extends IndexChange {
  readonly owner: TableOwner;
}

/** Makes, changes and removes the indexes of one graph. */
export function makeIndexSink<Connection>(store: GraphStore<Connection>, database: string): Sink<IndexAction> {
  const own = new KnownOwn(store);
  return {
    name: `${store.name} indexes of ${database}`,
    async apply(actions, { context, signal }): Promise<readonly unknown[]> {
      const work = { connection: context<Connection>(database), database, signal };
      const refusals = await own.refusals(work, actions);
      const errors = actions.map(({ spec }, index) =>
        spec === undefined && isGone(refusals[index]) ? undefined : refusals[index],
      );
      const changes = actions.filter((_, index) => refusals[index] === undefined);
      await store.changeIndexes(work, changes).catch((error: unknown) => {
        throw store.errorOf(error, `change the indexes ${changes.map(({ name }) => name).join(", ")} of ${database}`);
      });
      return errors;
    },
    async settle({ context, signal }): Promise<void> {
      own.forget();
      await store.settle?.({ connection: context<Connection>(database), database, signal }).catch((error: unknown) => {
        throw store.errorOf(error, `finish the indexes of ${database}`);
      });
    },
  };
}
