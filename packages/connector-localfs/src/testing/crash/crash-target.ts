import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { type ContextKey, contextKey, registerMemoKey } from "@coco/core";
import type {
  CrashShelf,
  CrashTable,
  CrashTarget,
  OpenCrashTarget,
  RowValue,
} from "../../../../core/src/testing/crash/crash-target.ts";
import type { DirectoryTarget } from "../../target/directory-target.ts";
import { forgetMade } from "../../target/made-folders.ts";
import { mountDirectory } from "../../target/mount-directory.ts";
import { DurableTree } from "./durable-tree.ts";
import { watchChanges } from "./watched-changes.ts";

/** The roots of shelves, each provided under a key of its own. */
const SHELVES: Readonly<Record<string, ContextKey<string>>> = {
  first: contextKey<string>("crash_first"),
  second: contextKey<string>("crash_second"),
};

/** A schema is the mode of the file that stands for the index: elsewhere, another one loses data. */
const MODES: Readonly<Record<string, number>> = { "v1.ab": 0o644, "v1.a": 0o640, "v2.ab": 0o600 };
const INDEX = "index";
/** Stands in each table, so that a folder in which nothing stands is none. */
const ABOUT = "about";
/** Rows lie in a folder of their own, which nobody declares. */
const ROWS = "rows";

/** A folder in a mounted one. */
class FolderTable implements CrashTable {
  readonly folder: DirectoryTarget;
  readonly #mode: number;

  constructor(folder: DirectoryTarget, mode: number) {
    this.folder = folder;
    this.#mode = mode;
  }

  declare(key: string, value: RowValue): void {
    const mode = value.uuid === "" ? 0o644 : 0o600;
    this.folder.declareFile(`${ROWS}/${key}`, JSON.stringify(value), { mode });
  }

  declareIndex(): void {
    this.folder.declareFile(INDEX, "", { mode: this.#mode });
  }
}
registerMemoKey(FolderTable, ({ folder }) => folder);

/**
 * Folders and files as a target of programs that are killed: shelves are mounted folders, tables folders in them, rows files.
 * `mayBeEmpty`: an empty folder may be left. A file had it made, in a run that was killed before the component that declares
 * the folder had noted it, and later runs do not declare it: nobody knows of it.
 */
export const openFolderTarget =
  (mayBeEmpty: boolean): OpenCrashTarget =>
  async (folder, instants): Promise<CrashTarget> => {
    const place = path.join(folder, "target");
    const log = path.join(folder, "log.txt");
    const disk = new DurableTree(place);
    forgetMade();
    watchChanges({
      folder: place,
      pass: (what) => instants.pass(what),
      made: (changed) => disk.made(changed),
      synced: (changed) => disk.synced(changed),
      note: (verb, changed) => appendFileSync(log, `${verb} ${changed.replace(`/${ROWS}/`, "/")}\n`),
    });
    return {
      lifespan: (environment) => {
        for (const [name, key] of Object.entries(SHELVES)) environment.provide(key, path.join(place, name));
      },
      async mountShelf(name): Promise<CrashShelf> {
        const shelf = await mountDirectory(SHELVES[name] as ContextKey<string>);
        return {
          mountTable: async (table, schema) => tableIn(shelf, table, schema),
        };
      },
      content: async () => contentOf(place, mayBeEmpty),
      log: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []),
      clearLog: () => rmSync(log, { force: true }),
      close: () => watchChanges(undefined),
    };
  };

function tableIn(shelf: DirectoryTarget, table: string, schema: string): FolderTable {
  const folder = shelf.declareDirectory(table);
  folder.declareFile(ABOUT, "");
  return new FolderTable(folder, MODES[schema] as number);
}

function contentOf(place: string, mayBeEmpty: boolean): Awaited<ReturnType<CrashTarget["content"]>> {
  const rows: Record<string, RowValue> = {};
  const [tables, indexed]: [string[], string[]] = [[], []];
  const shelves = namesIn(place).filter((shelf) => !mayBeEmpty || !isEmpty(path.join(place, shelf)));
  for (const table of shelves.flatMap((shelf) => namesIn(path.join(place, shelf)).map((name) => `${shelf}/${name}`))) {
    if (mayBeEmpty && isEmpty(path.join(place, table))) continue;
    tables.push(table);
    for (const entry of namesIn(path.join(place, table))) {
      if (entry === INDEX) indexed.push(table);
      else if (entry !== ROWS && entry !== ABOUT) throw new Error(`${table}/${entry} was left behind`);
    }
    for (const key of namesIn(path.join(place, table, ROWS)))
      rows[`${table}/${key}`] = rowIn(path.join(place, table, ROWS, key));
  }
  // A table is its folder and the file that is always in it;
  // a mounted folder is two target states: the container, and the folder among its own entries.
  const tracked = 2 * shelves.length + 2 * tables.length + indexed.length + Object.keys(rows).length;
  return { rows, tables, indexed, tracked };
}

/** Whether there are at most empty folders. */
function isEmpty(folder: string): boolean {
  return namesIn(folder).every(
    (name) => statSync(path.join(folder, name)).isDirectory() && isEmpty(path.join(folder, name)),
  );
}

/** The row, whose text tells the file's mode too. */
function rowIn(file: string): RowValue {
  const row = JSON.parse(readFileSync(file, "utf8")) as RowValue;
  return { ...row, text: `${row.text}, mode ${(statSync(file).mode & 0o777).toString(8)}` };
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
