import type { OwnedAction, Sink, StableKey } from "@coco/connectorkit";
import { isMissingNamespace, turbopufferError } from "./classify-error.ts";
import type { NamespaceLike, TurbopufferLike } from "./connection.ts";
import { encodeRow, type RowValues } from "./encode-row.ts";
import type { CallOptions } from "./ensure-namespace.ts";
import { withPatience } from "./patience.ts";
import { rowBytes } from "./row-bytes.ts";
import { rowId } from "./row-id.ts";
import type { NamespaceLayout } from "./stored-type.ts";
import { countUsage, type Usage } from "./usage.ts";

export interface RowAction extends OwnedAction {
  readonly layout: NamespaceLayout;
  readonly key: StableKey;
  /** Absent: the row is to go. */
  readonly row?: RowValues;
}

/**
 * The engine cuts batches at 16 MB. Turbopuffer takes 512 MB and charges less for large writes, so that a fourth of each row's
 * size is said: batches of up to 64 MB, which this process has to hold as text.
 */
const SHARE = 4;
const MOST_ROWS = 50_000;

/** Writes rows, or deletes them by their ids, in one request a batch: all of it is done, or nothing. */
export function makeRowSink(database: string, name: string): Sink<RowAction> {
  const label = `${database}/${name}`;
  let isThere = false;
  return {
    name: `turbopuffer rows of ${label}`,
    maxBatchCount: MOST_ROWS,
    bytesOf: ({ row }) => (row === undefined ? 64 : rowBytes(row)) / SHARE,
    async apply(actions, context): Promise<void> {
      const namespace = context.context<TurbopufferLike>(database).namespace(name);
      const upserts = actions.filter(({ row }) => row !== undefined);
      const deletions = actions.filter(({ row }) => row === undefined);
      const what = `write ${actions.length === 1 ? "1 row" : `${actions.length} rows`} of ${label}`;
      const options: CallOptions = { signal: context.signal, maxRetries: 0 };
      try {
        // A write would make a namespace that is gone anew, without a word, and without its other rows.
        if (upserts.length > 0 && !isThere) await withPatience(context.signal, () => namespace.schema({}, options));
        isThere ||= upserts.length > 0;
        const usage = await withPatience(context.signal, () => write(namespace, upserts, deletions, options));
        countUsage(context, label, usage);
      } catch (error) {
        isThere = false;
        // Rows of a namespace that is gone are gone.
        if (upserts.length === 0 && isMissingNamespace(error)) return;
        throw turbopufferError(error, what);
      }
    },
    async settle(): Promise<void> {
      isThere = false;
    },
  };
}

async function write(
  namespace: NamespaceLike,
  upserts: readonly RowAction[],
  deletions: readonly RowAction[],
  options: CallOptions,
): Promise<Usage> {
  const answer = await namespace.write(
    {
      ...(upserts.length === 0
        ? {}
        : { upsert_rows: upserts.map(({ key, layout, row }) => encodeRow(layout, key, row ?? {})) }),
      // Never by a filter: that may pass over rows that are written at the same moment, and is charged as a query.
      ...(deletions.length === 0 ? {} : { deletes: deletions.map(({ key, layout }) => rowId(layout.ids, key)) }),
    },
    options,
  );
  return {
    billedBytes: answer.billing.billable_logical_bytes_written,
    sentBytes: upserts.reduce((sum, { row }) => sum + rowBytes(row ?? {}), 0),
  };
}
