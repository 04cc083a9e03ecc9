import { setTimeout as pause } from "node:timers/promises";
import type { RunEvent } from "../../event/run-event.ts";
import { fn, type LiveMapSubscriber, mount, mountEach, subpath } from "../../index.ts";
import { checkStore } from "../../testing/check-store.ts";
import { Random } from "../../testing/crash/random.ts";
import { MemoryDatabase, type MemoryTable } from "../../testing/memory-target.ts";
import { type RunOptions, TestApp } from "../../testing/test-app.ts";
import { LiveUpdate } from "./live-update.ts";
import { Told } from "./told-source.ts";

/** What an item declares: rows of its own, and rows of components that it mounts. */
interface Item {
  readonly id: string;
  readonly rows: readonly string[];
  readonly parts: readonly string[];
  readonly version: number;
}

interface Part {
  readonly row: string;
  readonly version: number;
}

const FOLDERS = ["apples", "berries", "cherries"] as const;
const KEYS = ["k0", "k1", "k2", "k3", "k4", "k5"];
const ROWS = Array.from({ length: 14 }, (_, index) => `r${index}`);

/** How a history went. */
export interface HistoryOutcome {
  readonly rows: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly failures: readonly unknown[];
  readonly problems: readonly string[];
  readonly edits: readonly string[];
}

/** Live sources that are edited at random, with events that are late, lost or in another order, and code and targets that fail. */
export class LiveHistory {
  readonly #random: Random;
  readonly #options: RunOptions;
  readonly #nests: boolean;
  readonly #parts = new Map<string, Told<Part>>();
  readonly #sources = new Map<string, Told<Item>>(FOLDERS.map((folder) => [folder, new Told<Item>()]));
  readonly #database = new MemoryDatabase("live-history");
  readonly #app = new TestApp();
  readonly #edits: string[] = [];
  #isFailing = false;
  #version = 0;

  /** `nests`: the parts of an item are a live source too. */
  constructor(seed: number, nests = false, options: RunOptions = {}) {
    this.#nests = nests;
    this.#random = new Random(seed);
    this.#options = options;
  }

  async run(steps: number): Promise<HistoryOutcome> {
    for (let edit = 0; edit < 8; edit++) this.#edit();
    let update = this.#begin();
    try {
      for (let step = 0; step < steps; step++) {
        await this.#step();
        if (this.#random.chance(0.03)) {
          this.#edits.push("stop and begin again");
          await update.stop();
          update = this.#begin();
        }
      }
      this.#isFailing = false;
      await update.ready;
      await this.#catchUp(update);
      const { failures } = await update.stop();
      const { problems } = await checkStore(this.#app.storePath, "Test", failures.length === 0);
      const expected = this.#expected();
      return { rows: this.#database.rows("docs"), expected, failures, problems, edits: this.#edits };
    } finally {
      await update.stop();
      this.#app.dispose();
    }
  }

  #begin(): LiveUpdate {
    const fails = (what: string): void => {
      if (this.#isFailing && this.#random.chance(0.05)) throw new Error(`${what} fails by chance`);
    };
    // Not the table itself: without it the app's function fails, and with it the update.
    this.#database.fault = (what) =>
      this.#isFailing && !what.startsWith("make") && this.#random.chance(0.03) ? new Error(`${what} fails`) : undefined;
    this.#database.turns = () => this.#random.below(4);
    const part = fn(
      { memo: true, deps: {}, name: "part" },
      function part(row: string, version: number, table: MemoryTable) {
        fails("part");
        table.declare(row, version);
      },
    );
    const partOf = ({ row, version }: Part, table: MemoryTable): void => part(row, version, table);
    const item = fn({ memo: true, deps: {}, name: "item" }, async (value: Item, table: MemoryTable): Promise<void> => {
      for (const row of value.rows) table.declare(row, value.version);
      if (this.#random.chance(0.3)) await pause(this.#random.below(4));
      if (this.#nests) await mountEach(subpath("parts"), this.#partsOf(value.id), partOf, table);
      else for (const row of value.parts) await mount(subpath(row), part, row, value.version, table);
      fails("item");
    });
    return new LiveUpdate(
      this.#app,
      async () => {
        const table = await this.#database.mountTable("docs");
        for (const [folder, source] of this.#sources) await mountEach(subpath(folder), source, item, table);
      },
      { retry: { first: 3, longest: 20 }, rescan: { every: this.#nests ? 200 : 40 } },
      this.#options,
    );
  }

  /** Edits, and events of what was edited, some of them late or lost. */
  async #step(): Promise<void> {
    this.#isFailing = this.#random.chance(0.6);
    const touched: (readonly [folder: string, key: string])[] = [];
    for (let count = 1 + this.#random.below(4); count > 0; count--) touched.push(...this.#edit());
    const told = touched.filter(() => !this.#random.chance(0.1)).sort(() => this.#random.next() - 0.5);
    for (const [folder, key] of told) {
      this.#tell(folder, key);
      if (this.#random.chance(0.3)) await pause(this.#random.below(15));
    }
    if (this.#random.chance(0.5)) await pause(this.#random.below(10));
  }

  #edit(): (readonly [string, string])[] {
    this.#version += 1;
    const folder = this.#random.pick(FOLDERS);
    const key = this.#random.pick(KEYS);
    const source = this.#sources.get(folder) as Told<Item>;
    if (source.entries.has(key) && this.#random.chance(0.35)) {
      this.#edits.push(`${folder}/${key} goes`);
      source.entries.delete(key);
      return [[folder, key]];
    }
    const wanted = ROWS.filter(() => this.#random.chance(0.15));
    const touched: (readonly [string, string])[] = [[folder, key]];
    for (const row of wanted) touched.push(...this.#takeAway(row));
    const rows = wanted.filter(() => this.#random.chance(0.6));
    const parts = wanted.filter((row) => !rows.includes(row));
    source.entries.set(key, { id: `${folder}/${key}`, rows, parts, version: this.#version });
    this.#edits.push(`${folder}/${key} has ${rows.join(" ")} / ${parts.join(" ")}`);
    return touched;
  }

  /** A row moves: who had it has it no more. */
  #takeAway(row: string): (readonly [string, string])[] {
    const touched: (readonly [string, string])[] = [];
    for (const [folder, { entries }] of this.#sources) {
      for (const [key, item] of entries) {
        if (!item.rows.includes(row) && !item.parts.includes(row)) continue;
        const without = (list: readonly string[]): string[] => list.filter((one) => one !== row);
        const [rows, parts] = [without(item.rows), without(item.parts)];
        entries.set(key, { id: item.id, rows, parts, version: this.#version });
        touched.push([folder, String(key)]);
      }
    }
    return touched;
  }

  #tell(folder: string, key: string): void {
    const value = this.#sources.get(folder)?.entries.get(key);
    if (this.#nests && value !== undefined && this.#random.chance(0.5)) this.#tellParts(value);
    else this.#tellItem(folder, key);
  }

  /** The parts of an item are a source of their own, which is told of alone. */
  #partsOf(id: string): Told<Part> {
    const known = this.#parts.get(id);
    if (known !== undefined) return known;
    const made = new Told<Part>();
    made.onScan = () => {
      const [folder = "", key = ""] = id.split("/");
      const item = this.#sources.get(folder)?.entries.get(key);
      made.entries.clear();
      for (const row of item?.parts ?? []) made.entries.set(row, { row, version: item?.version ?? 0 });
    };
    this.#parts.set(id, made);
    return made;
  }

  #tellParts({ id, parts, version }: Item): void {
    const source = this.#partsOf(id);
    for (const row of new Set([...source.entries.keys(), ...parts])) {
      let subscriber: LiveMapSubscriber<Part>;
      try {
        subscriber = source.subscriber;
      } catch {
        return;
      }
      const isPart = parts.includes(String(row));
      const told = isPart ? subscriber.update(row, { row: String(row), version }) : subscriber.delete(row);
      told.catch(() => undefined); // stopped meanwhile
    }
  }

  #tellItem(folder: string, key: string): void {
    const source = this.#sources.get(folder) as Told<Item>;
    let subscriber: LiveMapSubscriber<Item>;
    try {
      subscriber = source.subscriber;
    } catch {
      return; // not watched yet: it is found when the source is looked through
    }
    const value = source.entries.get(key);
    const told = value === undefined ? subscriber.delete(key) : subscriber.update(key, value);
    told.catch(() => undefined); // stopped meanwhile
  }

  /** Everything is looked through until nothing is left to be done. */
  async #catchUp(update: LiveUpdate): Promise<void> {
    const until = Date.now() + 20_000;
    const isDone = (): boolean => JSON.stringify(this.#database.rows("docs")) === JSON.stringify(this.#expected());
    do {
      update.events.length = 0;
      for (const source of this.#sources.values()) await source.subscriber.updateAll();
      await pause(25);
    } while (Date.now() < until && (!isDone() || update.events.some(({ kind }) => isWork(kind, this.#nests))));
  }

  #expected(): Record<string, unknown> {
    const rows = new Map<string, unknown>();
    for (const { entries } of this.#sources.values())
      for (const item of entries.values()) for (const row of [...item.rows, ...item.parts]) rows.set(row, item.version);
    return Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** What tells that not all is done. Items with a source beneath them run each time. */
function isWork(kind: RunEvent["kind"], nests: boolean): boolean {
  return nests ? kind === "targetChanged" || kind === "componentFailed" : kind !== "componentUnchanged";
}
