import path from "node:path";
import { expect } from "vitest";
import type { UpdatePlan } from "../../app/preview.ts";
import type { UpdateReport } from "../../app/update-report.ts";
import { formatPath } from "../../component/component-path.ts";
import { UpdateFailedError } from "../../errors/update-failed-error.ts";
import { folderDatabase } from "../folder-target.ts";
import { MemoryDatabase } from "../memory-target.ts";
import { messagesOf } from "../messages-of.ts";
import { type RunOptions, TestApp } from "../test-app.ts";
import { Inputs } from "./allowed-runs.ts";
import { expectedActions, Generations, type Settled } from "./expected-actions.ts";
import {
  type Contents,
  declarersIn,
  expectedContents,
  isClean,
  makeClean,
  nothing,
  outcomesIn,
  rowNames,
  valueOf,
} from "./expected-contents.ts";
import { IdentifiersSeen, withoutHistory } from "./identifiers-seen.ts";
import { fairWeather, type Step, type Weather } from "./random-history.ts";
import { StatesSeen } from "./states-seen.ts";
import { storeContents } from "./store-contents.ts";
import { actionsIn, indexNameInStore, nameInStore, plannedActions } from "./target-names.ts";
import { turnsIn, WritesInWeather } from "./writes-in-weather.ts";
import { copyOf, applyEdit, type Edit } from "./world-edits.ts";
import { checkTracking } from "./tracking.ts";
import { CONTEXT, prepareTarget, programOf } from "./world-program.ts";
import { emptyWorld, isMounted, pathOf, rowsOf, tableNames, type World } from "./world.ts";

interface WorldRunOptions {
  /** Keeps the store and the target there. Default: a folder of its own for the store, the target in memory. */
  readonly folder?: string;
}

/** What one run did. */
interface Done {
  readonly report: UpdateReport | undefined;
  /** What ran of components and memoized functions. */
  readonly ran: readonly string[];
  /** What sinks did. */
  readonly log: readonly string[];
  /** What was written to the store. */
  readonly written: readonly string[];
}

/** A world, the app that follows it from run to run, and the target; checks after each step what must hold. */
export class WorldRun {
  readonly #world: World = emptyWorld();
  /** What it was before each step. */
  readonly #earlier: World[] = [];
  readonly #app: TestApp;
  readonly #database: MemoryDatabase;
  readonly #identifiers = new IdentifiersSeen();
  readonly #states = new StatesSeen();
  readonly #generations = new Generations();
  /** What the target was brought up to date with; nothing when the last run was disturbed. */
  #settled: Settled | undefined = { world: emptyWorld(), contents: nothing };
  #inputs: Inputs | undefined;

  constructor({ folder }: WorldRunOptions = {}) {
    this.#app = new TestApp(folder);
    this.#database =
      folder === undefined ? new MemoryDatabase("world") : folderDatabase("world", path.join(folder, "target"));
    prepareTarget(this.#database);
    if (folder !== undefined) this.#settled = undefined;
  }

  /** Changes the inputs, so that every item can succeed, without a run. */
  edit(edits: readonly Edit[]): void {
    for (const edit of edits) applyEdit(this.#world, edit);
    makeClean(this.#world);
  }

  /** Checks what a process left behind that was killed, then runs and checks everything. */
  async recover(): Promise<void> {
    this.#states.forget(this.#world);
    await this.#checkStore(false);
    await this.run();
  }

  async run(): Promise<void> {
    await this.#update(fairWeather);
  }

  async step({ edits, failing, weather: given }: Step): Promise<void> {
    const weather = { ...fairWeather, ...given };
    const before = copyOf(this.#world);
    for (const edit of edits) applyEdit(this.#world, edit, this.#earlier);
    this.#earlier.push(before);
    if (!failing) makeClean(this.#world);
    this.#identifiers.keepOnly(this.#world);
    this.#states.keepOnly(this.#world);
    if (weather.kind === "drop") await this.#tryDrop(weather);
    else await this.#update(weather);
  }

  /** Makes every item able to succeed; then nothing may be left of what went wrong before. */
  async finish(): Promise<void> {
    makeClean(this.#world);
    await this.#update(fairWeather);
    await this.#update({ ...fairWeather, ordered: false });
    await this.#dropAll();
  }

  dispose(): void {
    this.#app.dispose();
  }

  async #update(weather: Weather): Promise<void> {
    const undisturbed = ["fair", "reprocess", "passing faults"].includes(weather.kind);
    const plan = undisturbed && weather.preview ? await this.#preview(weather) : undefined;
    const before = this.#contents();
    const done = await this.#run(weather);
    if (undisturbed && isClean(this.#world)) {
      await this.#checkSettled(done, weather, plan);
      return;
    }
    this.#settled = undefined;
    this.#inputs = undefined;
    if (isClean(this.#world)) {
      this.#states.blur(this.#world);
    } else {
      this.#identifiers.forgetCurrent();
      this.#states.forget(this.#world);
    }
    await this.#checkStore(false);
    if (undisturbed) this.#checkFailed(done, before, weather, plan);
  }

  #program(weather: Weather, ran: string[]): () => Promise<void> {
    const turns = turnsIn(weather);
    this.#database.turns = turns;
    this.#database.reportsActions = weather.reportsActions;
    this.#database.takeLog();
    return programOf({ world: this.#world, database: this.#database, ran, turns, ordered: weather.ordered });
  }

  #options({ kind, maxInFlight }: Weather): RunOptions {
    const { context } = this.#world;
    return {
      fullReprocess: kind === "reprocess",
      maxInFlight,
      lifespan: (environment) => environment.provide(CONTEXT, context),
    };
  }

  async #run(weather: Weather): Promise<Done> {
    const writes = new WritesInWeather(weather);
    this.#database.fault = writes.beforeAction;
    const ran: string[] = [];
    const options = { ...this.#options(weather), signal: writes.signal, onCommit: writes.beforeCommit };
    let report: UpdateReport | undefined;
    try {
      report = await this.#app.run(this.#program(weather, ran), options);
    } catch (error) {
      if (!weather.kind.startsWith("crash") && weather.kind !== "store") throw error;
    }
    return { report, ran, log: this.#database.takeLog(), written: writes.written };
  }

  /** What would be done; it leaves everything as it is (rule T9). */
  async #preview(weather: Weather): Promise<UpdatePlan> {
    const before = [await storeContents(this.#app.storePath, "Test"), this.#contents()];
    const app = this.#app.define(this.#program(weather, []), this.#options(weather));
    const plan = await app.preview({ fullReprocess: weather.kind === "reprocess" });
    expect(this.#database.takeLog()).toEqual([]);
    expect([await storeContents(this.#app.storePath, "Test"), this.#contents()]).toEqual(before);
    return plan;
  }

  /** Everything is as after a run from scratch, and no more was done for it than was needed. */
  async #checkSettled({ log, ran, report }: Done, weather: Weather, plan: UpdatePlan | undefined): Promise<void> {
    expect(messagesOf(report ?? { failures: [] })).toEqual([]);
    const expected = expectedContents(this.#world);
    const contents = this.#contents();
    expect({ ...contents, tables: withoutHistory(contents) }).toEqual(expected);
    expect(this.#identifiers.note(this.#world, contents)).toEqual([]);
    expect(this.#states.note(this.#world, contents)).toEqual([]);
    this.#states.settle(this.#world);
    await this.#checkTracked(expected);
    const now: Settled = { world: copyOf(this.#world), contents };
    if (plan !== undefined) expect(actionsIn(log, weather)).toEqual(plannedActions(plan).map(withoutDegree).sort());
    if (this.#settled !== undefined) {
      const needed = expectedActions(this.#settled, now, weather.kind === "reprocess");
      expect(actionsIn(log, weather)).toEqual(needed.map(withoutDegree).sort());
      if (plan !== undefined) expect(plannedActions(plan)).toEqual(needed);
      this.#generations.advance(this.#settled.world, now.world);
    }
    const inputs = new Inputs(this.#world, this.#generations);
    if (weather.kind !== "reprocess") expect(inputs.needless(ran, this.#inputs)).toEqual([]);
    this.#settled = now;
    this.#inputs = inputs;
    await this.#checkNothingToDo(weather);
  }

  /** A run in which nothing changed runs no memoized function and writes nothing anywhere. */
  async #checkNothingToDo(weather: Weather): Promise<void> {
    const done = await this.#run({ ...weather, kind: "fair", ordered: !weather.ordered });
    expect(messagesOf(done.report ?? { failures: [] })).toEqual([]);
    expect([...done.log, ...done.written].join("\n")).toBe("");
    expect(this.#inputs?.needless(done.ran, this.#inputs)).toEqual([]);
  }

  /** Exactly those fail that must; what the others declare is there, and nothing new that nobody declares. */
  #checkFailed({ log, report }: Done, before: Contents, weather: Weather, plan: UpdatePlan | undefined): void {
    expect(report?.failures.length).toBeGreaterThan(0);
    const outcomes = outcomesIn(this.#world);
    if (outcomes === undefined) return;
    const { failing, reported, rootFails, unseen } = outcomes;
    const paths = new Set(report?.failures.map((failure) => failure.path));
    const possible = [...reported].map((name) => formatPath(pathOf(name)));
    if (rootFails) expect(possible).toEqual(expect.arrayContaining([...paths]));
    else expect([...paths].sort()).toEqual(possible.sort());
    if (rootFails) return;
    const isContended = [...declarersIn(this.#world).values()].some((items) => items.length > 1);
    // What two declare may be written by the one and then by the other.
    if (plan !== undefined && !isContended)
      expect(actionsIn(log, weather)).toEqual(plannedActions(plan).map(withoutDegree).sort());
    const expected = new Map<string, string>();
    for (const name of this.#world.items.keys()) {
      if (failing.has(name) || unseen.has(name)) continue;
      for (const row of rowsOf(this.#world, name))
        expected.set(`${row.table}/${row.key}`, valueOf(this.#world, name, row));
    }
    // One that lost a row may have been written before that came out.
    const known = new Set([...declarersIn(this.#world).keys(), ...rowNames(before)]);
    for (const name of rowNames(this.#contents())) expect(known).toContain(name);
    const found = withoutHistory(this.#contents());
    for (const [name, value] of expected) {
      const [table = "", key = ""] = name.split("/");
      expect(`${name}: ${String(found[table]?.[key])}`).toBe(`${name}: ${value}`);
    }
  }

  /** A drop that may fail keeps track of what is left. */
  async #tryDrop(weather: Weather): Promise<void> {
    this.#settled = undefined;
    this.#inputs = undefined;
    this.#identifiers.forgetCurrent();
    this.#states.forget(this.#world);
    this.#database.fault = new WritesInWeather({ ...weather, kind: "faults" }).beforeAction;
    const error = await this.#app.drop().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error !== undefined) expect(error).toBeInstanceOf(UpdateFailedError);
    else this.#identifiers.forget();
    await this.#checkStore(error === undefined);
  }

  async #dropAll(): Promise<void> {
    this.#database.fault = undefined;
    await this.#app.drop();
    expect(this.#contents()).toEqual(nothing);
    expect(await this.#checkStore(true)).toEqual([]);
    this.#inputs = undefined;
    this.#settled = undefined;
  }

  async #checkTracked(expected: Contents): Promise<void> {
    const tracked = await this.#checkStore(true);
    const containers = [...this.#world.groups.keys(), ...tableNames.filter((name) => isMounted(this.#world, name))];
    const names = [...containers, ...rowNames(expected)].map(nameInStore);
    expect(tracked).toEqual([...names, ...expected.indexes.map(indexNameInStore)].sort());
  }

  async #checkStore(settled: boolean): Promise<readonly string[]> {
    return checkTracking(this.#app.storePath, this.#contents(), settled);
  }

  #contents(): Contents {
    const { groups, indexes, tables } = this.#database;
    return {
      groups: [...groups].sort(),
      tables: Object.fromEntries(
        [...tables.keys()].map((table) => [table, this.#database.rows(table) as Record<string, string>]),
      ),
      indexes: [...indexes].sort(),
    };
  }
}

/** Whether a write makes or changes something is not told by what a sink does. */
function withoutDegree(action: string): string {
  return action.replace(/^(create|update) /, "write ");
}
