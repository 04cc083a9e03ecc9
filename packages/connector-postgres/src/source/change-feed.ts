import { setTimeout as pause } from "node:timers/promises";
import type { LiveMapSubscriber, ResolvedRecord, StableKey } from "@coco/connectorkit";
import { postgresError } from "../classify-error.ts";
import { quoted, type TablePlace } from "../identifiers.ts";
import type { PoolConnection, PostgresPool } from "../pool.ts";
import { PostgresError } from "../postgres-error.ts";
import { changeChannel, installTrigger, removeTrigger } from "./change-trigger.ts";
import { ChangedKeys } from "./changed-keys.ts";
import { keyOfTexts } from "./key-texts.ts";

/** What a feed watches, and how what changed is read. */
export interface WatchPlan<V> {
  readonly pool: PostgresPool;
  readonly label: string;
  readonly record: ResolvedRecord;
  /** The table, whose trigger is ours; absent: a channel that somebody else notifies. */
  readonly table?: TablePlace | undefined;
  readonly channel?: string | undefined;
  /** The items of some keys, by `JSON.stringify` of their texts; those that are not there are gone. */
  read(keys: readonly (readonly string[])[], signal: AbortSignal): Promise<ReadonlyMap<string, V>>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** A connection that was lost without a word is noticed within this time. */
const SIGN_OF_LIFE_MS = 30_000;

/**
 * Watches until `signal` is aborted. A connection that is lost is had again, and all rows are looked at then; that is
 * reported only where it takes more than one attempt.
 */
export async function watchChanges<V>(
  plan: WatchPlan<V>,
  subscriber: LiveMapSubscriber<V>,
  signal: AbortSignal,
): Promise<void> {
  let wait = FIRST_PAUSE_MS;
  let isReady = false;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await watchOnce(plan, subscriber, signal, async () => {
        wait = FIRST_PAUSE_MS;
        failures = 0;
        if (isReady) return;
        isReady = true;
        await subscriber.markReady();
      });
    } catch (error) {
      if (signal.aborted) return;
      const failure = postgresError(error, `watch ${plan.label}`);
      // What trying again cannot cure is for whoever began to watch.
      if ((failure as Partial<PostgresError>).isRetryable !== true) throw failure;
      failures += 1;
      if (failures === 2) await subscriber.reportException(failure);
      await pause(wait, undefined, { signal }).catch(() => undefined);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
  }
}

async function watchOnce<V>(
  plan: WatchPlan<V>,
  subscriber: LiveMapSubscriber<V>,
  signal: AbortSignal,
  caughtUp: () => Promise<void>,
): Promise<void> {
  const { label, pool, record, table } = plan;
  const channel = plan.channel ?? changeChannel(table as TablePlace, record.primaryKey);
  const connection = await pool.connect();
  const changed = new ChangedKeys();
  const onNotification = (message: unknown): void => changed.note((message as { payload?: string }).payload ?? "");
  const onError = (error: unknown): void => changed.fail(error);
  const onAbort = (): void => changed.fail(signal.reason);
  let signOfLife: NodeJS.Timeout | undefined;
  try {
    if (connection.on === undefined) throw noNotifications(label);
    connection.on("notification", onNotification);
    connection.on("error", onError);
    signal.addEventListener("abort", onAbort, { once: true });
    signal.throwIfAborted();
    if (plan.channel === undefined) await installTrigger(connection, table as TablePlace, record.primaryKey);
    await connection.query(`LISTEN ${quoted(channel)}`);
    signOfLife = setInterval(() => void connection.query("SELECT 1").catch(onError), SIGN_OF_LIFE_MS);
    // From here on nothing is missed: what changes while all rows are looked at is reported after that.
    await subscriber.updateAll();
    await caughtUp();
    for (;;) {
      const keys = await changed.take();
      if (keys === "all") await subscriber.updateAll();
      else await report(plan, keys, subscriber, signal);
    }
  } finally {
    clearInterval(signOfLife);
    signal.removeEventListener("abort", onAbort);
    connection.removeListener?.("notification", onNotification);
    if (signal.aborted && plan.channel === undefined) await leaveNothing(connection, table as TablePlace, record);
    connection.release(true);
  }
}

async function report<V>(
  plan: WatchPlan<V>,
  keys: readonly (readonly string[])[],
  subscriber: LiveMapSubscriber<V>,
  signal: AbortSignal,
): Promise<void> {
  const found = await plan.read(keys, signal);
  for (const texts of keys) {
    const key: StableKey = keyOfTexts(plan.record, texts);
    const name = JSON.stringify(texts);
    if (found.has(name)) await subscriber.update(key, found.get(name) as V);
    else await subscriber.delete(key);
  }
}

/** Best effort: what is left over is removed by whoever watches last another time. */
async function leaveNothing(connection: PoolConnection, table: TablePlace, record: ResolvedRecord): Promise<void> {
  await removeTrigger(connection, table, record.primaryKey).catch(() => undefined);
}

function noNotifications(label: string): PostgresError {
  return new PostgresError(`The connections of this pool report no notifications, so ${label} cannot be watched.`, {
    code: "POSTGRES_OPTIONS",
    hint: "Provide a pool of pg, whose connections are event emitters.",
  });
}
