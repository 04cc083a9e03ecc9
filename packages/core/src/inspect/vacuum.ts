import { statSync } from "node:fs";
import type { App } from "../app/app.ts";
import { openStateStore, StoreNotFoundError } from "../store/index.ts";
import { storePathOf } from "./inspect.ts";

/** The size of a store's files before and after, in bytes. */
export interface VacuumReport {
  readonly location: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Gives the space in a state store that nothing uses any more back to the file system. Nothing that is stored changes.
 *
 * @throws StoreNotFoundError when there is no store; StoreLockedError while an update runs.
 */
export async function vacuum<P extends object, R>(of: string | App<P, R>): Promise<VacuumReport> {
  const path = typeof of === "string" ? of : storePathOf(of);
  const before = storeSize(path);
  if (before === 0) throw new StoreNotFoundError(path);
  const store = await openStateStore({ path });
  const { location } = store;
  try {
    await store.lock();
    await store.compact();
  } finally {
    await store.close();
  }
  return { location, before, after: storeSize(path) };
}

/** The size of a store's file and of those beside it, in bytes; 0 where there is none. */
export function storeSize(path: string): number {
  return ["", "-wal"].reduce((sum, ending) => sum + (statSync(path + ending, { throwIfNoEntry: false })?.size ?? 0), 0);
}
