import {
  type AnyRecord,
  type KeyedItem,
  type LiveMapSubscriber,
  type LiveMapView,
  type ResolvedRecord,
  resolveRecord,
  type Source,
  sourceItems,
  useContext,
} from "@coco/connectorkit";
import { quoted, type TablePlace } from "../identifiers.ts";
import type { PostgresPool } from "../pool.ts";
import { watchChanges } from "./change-feed.ts";
import { GatheredReads } from "./gathered-reads.ts";
import { isOrdered, keyPages } from "./key-pages.ts";
import { type KeyedSelect, readByKeys } from "./keyed-reads.ts";
import { keyOfTexts } from "./key-texts.ts";
import type { LiveOptions, ReadOptions } from "./read-options.ts";
import { rowReader } from "./row-reader.ts";
import { rowScan } from "./row-scan.ts";
import { StoredRow } from "./stored-row.ts";

/** Where rows come from. */
export interface RowOrigin {
  readonly pool: PostgresPool;
  /** For messages: "shop_db/products". */
  readonly label: string;
  /** What identifies the source across runs. */
  readonly identity: readonly string[];
  readonly schema: AnyRecord;
  /** A table's name, or a query in brackets with an alias, in SQL. */
  readonly from: string;
  readonly where?: string | undefined;
  readonly options: ReadOptions;
  readonly ordinal?: string | undefined;
  readonly live: LiveOptions | boolean;
  /** The table, where it is one: a trigger can be installed. */
  readonly table?: TablePlace;
}

/** How rows become items, once the shapes of the record's vectors are known. */
interface Reading {
  readonly record: ResolvedRecord;
  readonly select: KeyedSelect;
  item(answer: unknown): KeyedItem<unknown>;
}

const PAGE_SIZE = 1_000;

/** A source of rows; a live one if that is asked for. To be called in a component. */
export function rowSource(origin: RowOrigin): Source<unknown> {
  const { label, live, options, pool, schema } = origin;
  // Looked up now, in the component that is running; awaited when rows are read, and nobody may come to that.
  const reading = resolveRecord(schema, useContext).then((record) => readingOf(record, origin));
  reading.catch(() => undefined);
  const { pageSize = PAGE_SIZE, snapshot = true } = options;
  const source: Source<unknown> = {
    name: `rows of ${label}`,
    [sourceItems]: () =>
      rowScan({
        pool,
        label,
        ordered: isOrdered(schema),
        snapshot,
        pageSize,
        async prepare() {
          const { item, record, select } = await reading;
          return { pages: keyPages(record, { ...select, rows: pageSize }), item };
        },
      }),
  };
  return live === false ? source : liveSource(source, reading, origin, live === true ? {} : live);
}

function liveSource(
  source: Source<unknown>,
  reading: Promise<Reading>,
  { label, pool, table }: RowOrigin,
  { channel }: LiveOptions,
): LiveMapView<unknown> {
  const watch = async (subscriber: LiveMapSubscriber<unknown>, signal: AbortSignal): Promise<void> => {
    const { item, record, select } = await reading;
    const read = async (keys: readonly (readonly string[])[], stop: AbortSignal) => {
      const found = await readByKeys(select, keys, stop);
      return new Map([...found].map(([text, answer]) => [text, item(answer)[1]]));
    };
    await watchChanges({ pool, label, record, table, channel, read }, subscriber, signal);
  };
  return Object.assign(source, { watch });
}

function readingOf(record: ResolvedRecord, origin: RowOrigin): Reading {
  return origin.ordinal === undefined ? wholeRows(record, origin) : storedRows(record, origin, origin.ordinal);
}

function wholeRows(record: ResolvedRecord, origin: RowOrigin): Reading {
  const reader = rowReader(record, origin.label);
  return {
    record,
    select: selectOf(record, origin, reader.select),
    item(answer) {
      const row = reader.row(answer);
      return [reader.key(row), row];
    },
  };
}

function storedRows(record: ResolvedRecord, origin: RowOrigin, ordinal: string): Reading {
  const reader = rowReader(record, origin.label);
  const reads = new GatheredReads(selectOf(record, origin, reader.select));
  const shared = {
    identity: origin.identity,
    read: async (key: readonly string[]): Promise<unknown> => reader.row(await reads.read(key)),
  };
  return {
    record,
    select: selectOf(record, origin, `${quoted(ordinal)}::text AS ordinal`),
    item(answer) {
      const found = answer as Readonly<Record<string, string | null>>;
      const texts = record.primaryKey.map((_name, index) => String(found[`k${index}`]));
      const key = keyOfTexts(record, texts);
      return [key, new StoredRow(shared, key, texts, found["ordinal"] ?? null)];
    },
  };
}

function selectOf({ primaryKey }: ResolvedRecord, origin: RowOrigin, select: string): KeyedSelect {
  const { from, label, options, pool, where } = origin;
  return { pool, label, select, from, where, parameters: options.parameters, primaryKey };
}
