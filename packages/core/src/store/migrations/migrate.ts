import type { Database } from "better-sqlite3";
import type { Migration } from "./migration.ts";
import { migrations } from "./migrations.ts";

/** The layout version of a database; 0 for an empty one. */
export function layoutVersion(database: Database): number {
  return database.pragma("user_version", { simple: true }) as number;
}

/** The layout version that the last of these steps leads to. */
export function newestLayout(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.version ?? 0;
}

/**
 * Brings a database forward to the newest layout, one transaction a step: a crash in between leaves a whole layout, and
 * the next call goes on from there. An empty one gets all of it at once: nobody finds a store of an older layout where
 * there was none. The caller holds the store's lock.
 */
export function migrate(database: Database, steps: readonly Migration[] = migrations): void {
  for (const [index, step] of steps.entries())
    if (step.version !== index + 1) throw new Error(`Layout step ${index + 1} calls itself version ${step.version}.`);
  const take = (some: readonly Migration[]): void =>
    database
      .transaction(() => {
        for (const step of some) {
          if (layoutVersion(database) >= step.version) continue;
          step.apply(database);
          database.pragma(`user_version = ${step.version}`);
        }
      })
      .immediate();
  if (layoutVersion(database) === 0) take(steps);
  else for (const step of steps) take([step]);
}
