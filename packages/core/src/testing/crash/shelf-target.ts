import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { mountTarget, registerRootTargets, type TargetProvider } from "@coco/connectorkit";
import type { CrashShelf, CrashTarget, TargetContent } from "./crash-target.ts";
import { type ShelfLevels, shelfHandler, ShelfTable } from "./shelf-handlers.ts";
import type { ShelfStorage } from "./shelf-storage.ts";

/** Opens shelves as a target of the name `name`. The last one opened under a name is the one that counts. */
export function shelfTarget(
  name: string,
  storage: ShelfStorage,
  logFile: string,
  pass: (kind: string) => void,
): CrashTarget {
  const levels: ShelfLevels = {
    storage,
    pass,
    note: (line) => appendFileSync(logFile, `${line}\n`),
  };
  const shelves: TargetProvider<true> = registerRootTargets(`test.crash.${name}`, shelfHandler(levels));
  return {
    async mountShelf(shelf): Promise<CrashShelf> {
      const tables = await mountTarget<string, true>(shelves.state(shelf, true));
      return {
        mountTable: async (table, schema) => new ShelfTable(await mountTarget(tables.state(table, schema))),
      };
    },
    content: async () => contentOf(storage),
    log: () => (existsSync(logFile) ? readFileSync(logFile, "utf8").split("\n").filter(Boolean) : []),
    clearLog: () => rmSync(logFile, { force: true }),
    close: () => storage.close(),
  };
}

function contentOf(storage: ShelfStorage): TargetContent {
  const shelves = storage.shelves();
  const places = shelves
    .flatMap((shelf) => storage.tables(shelf).map((table) => ({ shelf, table })))
    .map((place) => ({ ...place, name: `${place.shelf}/${place.table}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = places.flatMap((place) =>
    [...storage.rows(place)].map(([key, value]) => [`${place.name}/${key}`, value] as const),
  );
  const indexed = places.filter((place) => storage.hasIndex(place)).map(({ name }) => name);
  return {
    rows: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))),
    tables: places.map(({ name }) => name),
    indexed,
    tracked: shelves.length + places.length + rows.length + indexed.length,
  };
}
