import type { Sink } from "@coco/connectorkit";
import type { GraphStore, IndexChange } from "./graph-store.ts";

/** Makes, changes and removes the indexes of one graph. */
export function makeIndexSink<Connection>(store: GraphStore<Connection>, database: string): Sink<IndexChange> {
  return {
    name: `${store.name} indexes of ${database}`,
    async apply(changes, { context, signal }): Promise<void> {
      const work = { connection: context<Connection>(database), database, signal };
      await store.changeIndexes(work, changes).catch((error: unknown) => {
        throw store.errorOf(error, `change the indexes ${changes.map(({ name }) => name).join(", ")} of ${database}`);
      });
    },
    async settle({ context, signal }): Promise<void> {
      await store.settle?.({ connection: context<Connection>(database), database, signal }).catch((error: unknown) => {
        throw store.errorOf(error, `finish the indexes of ${database}`);
      });
    },
  };
}
