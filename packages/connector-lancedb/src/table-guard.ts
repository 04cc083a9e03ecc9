import type { ContainerGuard } from "@coco/connectorkit";
import { isMissingTable } from "./classify-error.ts";
import type { LanceDbClient } from "./connection.ts";
import { readOwnerMark } from "./owner-mark.ts";
import { notTheTracked } from "./table-errors.ts";
import { withTable } from "./upkeep.ts";

/** Looks whether a table is the one whose rows are tracked. */
export function tableGuard(database: string, table: string): ContainerGuard {
  const label = `${database}/${table}`;
  return {
    client: ({ context }) => context<LanceDbClient>(database),
    find: ({ context }) =>
      withTable(context<LanceDbClient>(database), table, `look at the table ${label}`, async (open) => ({
        mark: await readOwnerMark(open),
      })).catch((error: unknown) => {
        if (isMissingTable(error)) return undefined;
        throw error;
      }),
    refusal: (isMarked) => notTheTracked(label, isMarked),
  };
}
