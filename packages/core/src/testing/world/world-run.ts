import path from "node:path";
import { UpdateFailedError } from "../../errors/update-failed-error.ts";
import { expect } from "vitest";
import type { UpdateReport } from "../../app/update-report.ts";
import { formatTargetPath, encodeTargetPath } from "../../target-state/target-path.ts";
import { checkStore } from "../check-store.ts";
import { folderDatabase } from "../folder-target.ts";
import { MemoryDatabase } from "../memory-target.ts";
import { TestApp } from "../test-app.ts";
import type { Step, Weather } from "./random-history.ts";
import { applyEdit, type Edit } from "./world-edits.ts";
import { programOf } from "./world-program.ts";
import {
  conflictsIn,
  emptyWorld,
  expectedIndexes,
  expectedTables,
  isClean,
  makeClean,
  type TableName,
  valueOf,
  type World,
} from "./world.ts";

const FAIR: Weather = { kind: "fair", faults: [], crashAfter: 0, maxInFlight: 1024, ordered: true, turns: 0 };

export interface WorldRunOptions {
  /** Keeps the store and the target there. Default: a folder of its own for the store, the target in memory. */
  readonly folder?: string;
}

class ProcessEnded extends Error {}

/** A world, the app that follows it from run to run, and the target; checks after each step what must hold. */
export class WorldRun {
  readonly #world: World = emptyWorld();
  readonly #app: TestApp;
  readonly #database: MemoryDatabase;
  readonly #ran: string[] = [];
  #commits = 0;
  /** What each memoized document depended on, where the last run was without fault. */
  #inputs: Map<string, string> | undefined;

  constructor({ folder }: WorldRunOptions = {}) {
    this.#app = new TestApp(folder);
    this.#database =
      folder === undefined ? new MemoryDatabase("world") : folderDatabase("world", path.join(folder, "target"));
    if (!this.#database.tables.has("mine")) this.#database.create("mine");
  }

  /** Changes the inputs, so that every document can succeed, without a run. */
  edit(edits: readonly Edit[]): void {
    for (const edit of edits) applyEdit(this.#world, edit);
    makeClean(this.#world);
  }

  /** Checks what a process left behind that was killed, then runs and checks everything. */
  async recover(): Promise<void> {
    await this.#checkStore(false);
    await this.run();
  }

  async run(): Promise<void> {
    await this.#update(FAIR);
  }

  async step({ edits, weather }: Step): Promise<void> {
    for (const edit of edits) applyEdit(this.#world, edit);
    if (weather.kind === "drop") await this.#tryDrop(weather);
    else await this.#update(weather);
  }

  /** Makes every document able to succeed; then nothing may be left of what went wrong before. */
  async finish(): Promise<void> {
    makeClean(this.#world);
    await this.#update(FAIR);
    await this.#update({ ...FAIR, ordered: false });
    await this.#dropAll();
  }

  dispose(): void {
    this.#app.dispose();
  }

  async #update(weather: Weather): Promise<void> {
    const report = await this.#run(weather);
    const undisturbed = weather.kind === "fair" || weather.kind === "reprocess";
    if (undisturbed && isClean(this.#world)) {
      await this.#checkAll(report as UpdateReport);
      if (weather.kind === "fair") this.#checkWhatRan();
      this.#inputs = this.#inputsNow();
      await this.#checkNothingToDo(weather);
      return;
    }
    this.#inputs = undefined;
    await this.#checkStore(false);
    if (undisturbed) this.#checkConflicts(report as UpdateReport);
  }

  async #run(weather: Weather): Promise<UpdateReport | undefined> {
    let writes = 0;
    const crash = (): ProcessEnded | undefined =>
      weather.kind === "crash" && ++writes > weather.crashAfter ? new ProcessEnded("the process ended") : undefined;
    this.#database.fault = (what) =>
      crash() ??
      (weather.kind === "faults" && weather.faults.includes(what) ? new Error(`refused: ${what}`) : undefined);
    this.#ran.length = 0;
    this.#commits = 0;
    this.#database.takeLog();
    const turns = (id: string): number =>
      [...id].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0) + weather.turns) % 7919, 7) % 4;
    const main = programOf({
      world: this.#world,
      database: this.#database,
      ran: this.#ran,
      turns,
      ordered: weather.ordered,
    });
    try {
      return await this.#app.run(main, {
        fullReprocess: weather.kind === "reprocess",
        maxInFlight: weather.maxInFlight,
        onCommit: () => {
          this.#commits += 1;
          const ended = crash();
          if (ended !== undefined) throw ended;
        },
      });
    } catch (error) {
      if (weather.kind === "crash") return undefined;
      throw error;
    }
  }

  async #checkAll(report: UpdateReport): Promise<void> {
    expect(report.failures).toEqual([]);
    const tables = expectedTables(this.#world);
    expect(this.#contents()).toEqual({ mine: {}, ...tables });
    expect([...this.#database.indexes].sort()).toEqual(expectedIndexes(this.#world));
    const tracked = await this.#checkStore(true);
    const rows = Object.entries(tables).flatMap(([table, content]) =>
      Object.keys(content).map((key) => this.#name(table, key)),
    );
    expect(tracked.filter((name) => !name.includes("@"))).toEqual(
      [...rows, ...Object.keys(tables).map((table) => this.#name(table))].sort(),
    );
  }

  /** A run in which nothing changed runs no memoized function and writes nothing anywhere. */
  async #checkNothingToDo(weather: Weather): Promise<void> {
    const report = await this.#run({ ...weather, kind: "fair", ordered: !weather.ordered });
    expect(report?.failures).toEqual([]);
    expect({ ran: this.#ran, actions: this.#database.takeLog(), commits: this.#commits }).toEqual({
      ran: [],
      actions: [],
      commits: 0,
    });
  }

  /** Memoized documents run only when something that they depend on is another. */
  #checkWhatRan(): void {
    const now = this.#inputsNow();
    for (const id of this.#ran) {
      const before = this.#inputs?.get(id);
      if (before !== undefined && before === now.get(id)) expect(`${id} ran`).toBe(`${id} was as before: ${before}`);
    }
  }

  #inputsNow(): Map<string, string> {
    const { documents, memoizedFolders, tables, version } = this.#world;
    const targets = [...tables].map(([name, { schema }]) => `${name} ${schema}`).sort();
    return new Map(
      [...documents].map(([id, document]) => [
        id,
        JSON.stringify([document, version, targets, [...memoizedFolders].sort()]),
      ]),
    );
  }

  /** Whoever comes first among those that declare a row succeeds; the others fail, with both named. */
  #checkConflicts(report: UpdateReport): void {
    const conflicts = conflictsIn(this.#world);
    const beaten = new Set([...conflicts.values()].flatMap(([, ...later]) => later));
    for (const [id, document] of this.#world.documents) {
      if (document.fails || beaten.has(id)) continue;
      for (const row of document.rows) {
        if (this.#world.tables.has(row.table))
          expect(this.#database.rows(row.table)[row.key]).toBe(valueOf(this.#world, row));
      }
    }
    const failing = [...this.#world.documents.values()].filter((document) => document.fails).length;
    const most = beaten.size + failing;
    expect(report.failures.length).toBeLessThanOrEqual(most);
    expect(report.failures.length).toBeGreaterThan(0);
  }

  /** A drop that may fail keeps track of what is left. */
  async #tryDrop(weather: Weather): Promise<void> {
    this.#inputs = undefined;
    this.#database.fault = (what) => (weather.faults.includes(what) ? new Error(`refused: ${what}`) : undefined);
    const error = await this.#app.drop().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error !== undefined) expect(error).toBeInstanceOf(UpdateFailedError);
    await this.#checkStore(error === undefined);
  }

  async #dropAll(): Promise<void> {
    this.#database.fault = undefined;
    await this.#app.drop();
    expect(this.#contents()).toEqual({ mine: {} });
    expect([...this.#database.indexes]).toEqual([]);
    expect(await this.#checkStore(true)).toEqual([]);
    this.#inputs = undefined;
  }

  /** Whatever came, the store is consistent and knows of everything that stands in the target. */
  async #checkStore(settled: boolean): Promise<readonly string[]> {
    const { problems, tracked } = await checkStore(this.#app.storePath, "Test", settled);
    expect(problems.join("\n")).toBe("");
    const known = new Set(tracked);
    for (const [table, rows] of this.#database.tables) {
      if (table !== "mine") expect(known).toContain(this.#name(table));
      for (const key of rows.keys()) expect(known).toContain(this.#name(table, key));
    }
    return tracked;
  }

  #contents(): Record<string, Record<string, unknown>> {
    return Object.fromEntries(
      [...this.#database.tables.keys()].map((table) => [table, this.#database.rows(table as TableName)]),
    );
  }

  #name(...keys: string[]): string {
    return formatTargetPath(encodeTargetPath(["test.memory.world", ...keys]));
  }
}
