import type { OwnedAction, Sink } from "@coco/connectorkit";
import { isMissingTable } from "./classify-error.ts";
import type { LanceDbClient } from "./connection.ts";
import { type IndexKind, type IndexSpec, libraryIndexName } from "./index-spec.ts";
import { buildDueIndexes, unwantIndex, wantIndex } from "./index-upkeep.ts";
import { keepTableUp, withTable } from "./upkeep.ts";

export interface IndexAction extends OwnedAction {
  readonly name: string;
  /** Absent: the index is to go. */
  readonly spec?: IndexSpec;
}

/**
 * Full-text indexes are built at once, also on an empty table: a hybrid search fails without one. Vector indexes are
 * built when the run settles, because that takes seconds to minutes and has to come after all rows.
 */
export function makeIndexSink(database: string, table: string, kind: IndexKind): Sink<IndexAction> {
  const label = `${database}/${table}`;
  return {
    name: `lancedb ${kind} indexes of ${label}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const client = context.context<LanceDbClient>(database);
      const errors: unknown[] = [];
      for (const [position, { name, spec }] of actions.entries()) {
        const libraryName = libraryIndexName(kind, name);
        const what = `${spec === undefined ? "drop" : "declare"} the ${kind} index ${name} of ${label}`;
        errors[position] = await withTable(client, table, what, async (open) => {
          if (spec === undefined) await unwantIndex(open, libraryName);
          else await wantIndex(open, libraryName, spec);
          if (kind === "fts") await buildDueIndexes(open, "fts");
        }).then(
          () => undefined,
          (error: unknown) => (spec === undefined && isMissingTable(error) ? undefined : error),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
    settle: (context) => keepTableUp(context, database, table),
  };
}
