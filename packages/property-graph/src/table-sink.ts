import type { Sink } from "@coco/connectorkit";
import { tableText } from "./graph-layout.ts";
import type { GraphStore } from "./graph-store.ts";
import type { TableChange } from "./table-change.ts";

const verbs = { ensure: "make or change", verify: "check", drop: "drop" } as const;

/** Makes, changes and drops the labels and types of one graph. */
export function makeTableSink<Connection>(store: GraphStore<Connection>, database: string): Sink<TableChange> {
  return {
    name: `${store.name} labels and types of ${database}`,
    async apply(changes, { context, signal }): Promise<readonly unknown[]> {
      const work = { connection: context<Connection>(database), database, signal };
      const errors: unknown[] = [];
      for (const index of inOrder(changes)) {
        const change = changes[index] as TableChange;
        errors[index] = await store.changeTable(work, change).then(
          () => undefined,
          (error: unknown) =>
            store.errorOf(error, `${verbs[change.change]} the ${tableText(change.table)} of ${database}`),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
  };
}

/** Relations are dropped before the nodes that they join. */
function inOrder(changes: readonly TableChange[]): number[] {
  const isLate = (index: number): number =>
    changes[index]?.change === "drop" && changes[index]?.table.kind === "nodes" ? 1 : 0;
  return [...changes.keys()].sort((one, other) => isLate(one) - isLate(other) || one - other);
}
