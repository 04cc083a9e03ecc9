import { copyFileSync, cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { type Finding, inspect } from "../../inspect/index.ts";
import { CRASH_APP, runCrashApp, storeFile } from "./crash-run.ts";
import type { CrashWorld } from "./crash-world.ts";
import { rowsOf } from "./crash-world.ts";
import type { TargetContent } from "./crash-target.ts";
import { FileStorage } from "./file-storage.ts";
import { openFilesTarget as open } from "./files-target.ts";
import { Instants } from "./instants.ts";

/** Keys that a damaged key may turn into one of the app's, or the other way round. */
const USER_KEYS = ["k0", "k6", "k7", "k8", "k9", "j1", "i2"];
const USER_ROW = { text: "the user's own", number: 0, uuid: "" };

/** What became of a run over a damaged store. */
export interface DamageOutcome {
  /** What the update threw; `undefined` where it gave a report. */
  readonly thrown: unknown;
  /** What its components failed with. */
  readonly failures: readonly unknown[];
  /** Rows that both worlds have, or that the user put there, and that are gone, though their table is the same one. */
  readonly lost: readonly string[];
  /** Rows that are not, or not as, a run from scratch makes them, where everything went well. */
  readonly wrong: readonly string[];
  /** Rows that nobody declares, and that the app wrote. */
  readonly left: readonly string[];
  readonly log: readonly string[];
  /** What a check of the store finds afterwards. */
  readonly findings: readonly Finding[];
}

/** A target with its store, where everything is in order, to be damaged again and again. */
export class DamagedStore {
  readonly #folder: string;
  readonly #first: CrashWorld;

  private constructor(folder: string, first: CrashWorld) {
    this.#folder = folder;
    this.#first = first;
  }

  /** Runs a world, and puts rows of the user beside the app's. */
  static async of(folder: string, first: CrashWorld): Promise<DamagedStore> {
    const origin = path.join(folder, "origin");
    await runCrashApp(origin, first, open);
    await runCrashApp(origin, first, open); // nothing has changed: that is noted
    const storage = new FileStorage(path.join(origin, "target"), new Instants());
    for (const name of Object.keys(first.tables)) {
      const [shelf = "", table = ""] = name.split("/");
      for (const key of USER_KEYS) storage.put({ shelf, table }, key, USER_ROW);
    }
    return new DamagedStore(folder, first);
  }

  /** Makes a copy, damages it, and runs a world over it. `logged`: with the write-ahead log, as a killed process leaves it. */
  async run(world: CrashWorld, damage: (file: string) => void, logged = false): Promise<DamageOutcome> {
    const data = path.join(this.#folder, "data");
    rmSync(data, { recursive: true, force: true });
    cpSync(path.join(this.#folder, "origin"), data, { recursive: true });
    const file = storeFile(data);
    if (logged) restoreLog(file);
    damage(file);
    const log: string[] = [];
    const before = await contentOf(data);
    const { failures, thrown } = await runCrashApp(data, world, open, { log: (line) => void log.push(line) }).then(
      ({ errors }) => ({ failures: errors, thrown: undefined }),
      (error: unknown) => ({ failures: [], thrown: error }),
    );
    const after = await contentOf(data);
    return {
      thrown,
      failures,
      log,
      ...this.#compare(world, before, after, thrown === undefined && failures.length === 0),
      findings: thrown === undefined ? await findingsOf(file) : [],
    };
  }

  #compare(
    world: CrashWorld,
    before: TargetContent,
    after: TargetContent,
    isDone: boolean,
  ): Pick<DamageOutcome, "left" | "lost" | "wrong"> {
    const [first, now] = [rowsOf(this.#first), rowsOf(world)];
    const isSameTable = (row: string): boolean => {
      const table = row.slice(0, row.lastIndexOf("/"));
      return kindOf(this.#first, table) === kindOf(world, table) && kindOf(world, table) !== undefined;
    };
    const stays = (row: string): boolean =>
      isSameTable(row) && (USER_KEYS.includes(keyOf(row)) || (first.has(row) && now.has(row)));
    return {
      lost: Object.keys(before.rows).filter((row) => stays(row) && !(row in after.rows)),
      wrong: isDone ? [...now.keys()].filter((row) => !isValue(after.rows[row]?.text, world)) : [],
      left: Object.keys(after.rows).filter((row) => !now.has(row) && !USER_KEYS.includes(keyOf(row))),
    };
  }
}

function restoreLog(file: string): void {
  const { copies } = JSON.parse(readFileSync(`${file}.synced.json`, "utf8")) as { copies: string };
  const folder = path.join(path.dirname(file), copies);
  copyFileSync(path.join(folder, "file"), file);
  if (existsSync(path.join(folder, "log"))) copyFileSync(path.join(folder, "log"), `${file}-wal`);
}

async function contentOf(data: string): Promise<TargetContent> {
  const target = await open(data, new Instants());
  try {
    return await target.content();
  } finally {
    target.close();
  }
}

async function findingsOf(file: string): Promise<Finding[]> {
  const inspection = await inspect(file);
  try {
    const found = [...(await inspection.checkFile())];
    for await (const finding of (await inspection.app(CRASH_APP)).check()) found.push(finding);
    return found;
  } finally {
    await inspection.close();
  }
}

function kindOf(world: CrashWorld, table: string): string | undefined {
  return world.tables[table]?.schema.split(".")[0];
}

function keyOf(row: string): string {
  return row.slice(row.lastIndexOf("/") + 1);
}

function isValue(text: string | undefined, world: CrashWorld): boolean {
  return text !== undefined && text.endsWith(` of version ${world.version}`);
}
