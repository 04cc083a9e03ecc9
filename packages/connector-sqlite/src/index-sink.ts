import type { Sink } from "@coco/connectorkit";
import { sqliteError } from "./classify-error.ts";
import type { SqliteClient } from "./connection.ts";
import { dropIndex, ensureIndex } from "./index-objects.ts";
import type { IndexKind, IndexSpec } from "./index-spec.ts";
import { type OwnedTable, refusalOf } from "./table-owner.ts";
import { writeTransaction } from "./write-transaction.ts";

export interface IndexAction extends OwnedTable {
  readonly kind: IndexKind;
  readonly name: string;
  /** Absent: the index is to go. */
  readonly spec?: IndexSpec;
}

/** Makes, changes and drops the indexes of one database, each in a transaction of its own. */
export function makeIndexSink(database: string): Sink<IndexAction> {
  return {
    name: `sqlite indexes of ${database}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const client = context.context<SqliteClient>(database);
      const errors: unknown[] = [];
      for (const [position, { kind, name, owner, spec, table }] of actions.entries()) {
        const work = (): void => {
          const refusal = refusalOf(client, database, { owner, table });
          // An index of a table that is gone is gone with it.
          if (spec === undefined && refusal?.code === "SQLITE_TABLE_MISSING") return;
          if (refusal !== undefined) throw refusal;
          if (spec === undefined) dropIndex(client, table, kind, name);
          else ensureIndex(client, table, name, spec);
        };
        errors[position] = await writeTransaction(client, { signal: context.signal }, work).then(
          () => undefined,
          (error: unknown) =>
            sqliteError(error, `${spec === undefined ? "drop" : "build"} the index ${name} of ${database}/${table}`),
        );
      }
      return errors;
    },
  };
}
