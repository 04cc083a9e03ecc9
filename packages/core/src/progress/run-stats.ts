import { monotonicTime } from "../internal/monotonic-time.ts";
import type { FunctionState } from "../function/function-state.ts";
import { currentScope } from "../internal/scope.ts";
import { addCounts } from "./add-counts.ts";
import { Changes } from "./changes.ts";
import { ComponentCounter } from "./component-counter.ts";
import { RateWindow } from "./rate-window.ts";
import { RunningScan } from "./running-scan.ts";
import {
  type ComponentCounts,
  NO_COUNTS,
  type WorkRate,
  type WorkRemaining,
  type UpdateStats,
} from "./update-stats.ts";

const ROOT = "main";

interface Mutable {
  functions: { ran: number; hits: number };
  targets: { written: number; deleted: number };
}

/**
 * The counters of a run, or of one group of it (`statsGroup`). What is counted while the code of a group runs is counted
 * there, and nowhere else; the counters of the whole add it up. Counting costs the same whether somebody watches or not.
 */
export class RunStats {
  readonly #components = new Map<string, ComponentCounter>();
  readonly #functions = new Map<string, Mutable["functions"]>();
  readonly #targets = new Map<string, Mutable["targets"]>();
  readonly #counters = new Map<string, number>();
  readonly #groups = new Map<string, RunStats>();
  readonly #around: RunStats | undefined;
  readonly #began = monotonicTime();
  #ended: number | undefined;
  readonly #rates = new RateWindow();
  readonly #changes = new Changes();
  /** Components that are gone, and of which the function is not known any more. */
  readonly #gone = new ComponentCounter(() => this.#changed());
  #deleted = 0;
  /** Scans that were begun, and those of them that go on, or broke off, and did not tell how much they have. */
  #scans = 0;
  #endless = 0;
  #version = 0;
  #open = 0;

  /** `around`: what this is a group of. */
  constructor(around?: RunStats) {
    this.#around = around;
  }

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  /** How many components were deleted. */
  get deleted(): number {
    return this.#deleted;
  }

  /** Whether work of the group goes on. */
  get open(): boolean {
    return this.#open > 0;
  }

  component(functionName: string | undefined): ComponentCounter {
    return this.#here().#component(functionName ?? ROOT);
  }

  /** Components are gone. `functionName`: as far as their place tells. */
  componentDeleted(functionName: string | undefined, components = 1): void {
    this.#deleted += components;
    this.#removed(functionName).deleted(components);
  }

  deletionFailed(functionName: string | undefined): void {
    this.#removed(functionName).failed();
  }

  functionRan(state: FunctionState, times: number): void {
    this.#here().#function(state).ran += times;
  }

  functionHit(state: FunctionState): void {
    this.#here().#function(state).hits += 1;
  }

  /** Writes serve many components at once, so they are those of the run. */
  target(sinkName: string): Mutable["targets"] {
    this.#changed();
    return entry(this.#targets, sinkName, () => ({ written: 0, deleted: 0 }));
  }

  count(name: string, by: number): void {
    const here = this.#here();
    here.#counters.set(name, (here.#counters.get(name) ?? 0) + by);
    here.#changed();
  }

  /**
   * A scan begins whose items become components of this function. `items`: how many it will give, where that is known; else what
   * is left is not known until `end` is called.
   */
  beginScan(functionName: string | undefined, items: number | undefined): RunningScan {
    const here = this.#here();
    here.#scans += 1;
    if (items === undefined) here.#endless += 1;
    return new RunningScan(here.#component(functionName ?? ROOT), items, (restIsKnown) => {
      if (items === undefined && restIsKnown) here.#endless -= 1;
      here.#changed();
    });
  }

  /** The group of this title, one for all who ask for it. */
  group(title: string): RunStats {
    return entry(this.#groups, title, () => new RunStats(this));
  }

  /** Work that belongs to a group begins: until it ends, the group and those around it are not done. */
  enter(): void {
    this.#open += 1;
    if (this.#around === undefined) return;
    this.#ended = undefined;
    this.#around.enter();
  }

  leave(): void {
    this.#open -= 1;
    if (this.#open === 0 && this.#around !== undefined) this.#ended = monotonicTime();
    this.#changed();
    this.#around?.leave();
  }

  /** The clock stops: all is done. */
  end(): void {
    this.#ended = monotonicTime();
  }

  /** Has `f` called at each change, until what this gives is called. */
  onChange(f: () => void): () => void {
    return this.#changes.add(f);
  }

  snapshot(): UpdateStats {
    const groups = Object.fromEntries([...this.#groups].map(([title, group]) => [title, group.snapshot()]));
    const own = {
      components: Object.fromEntries([...this.#components].map(([name, counter]) => [name, counter.snapshot()])),
      functions: Object.fromEntries(this.#functions),
      targets: Object.fromEntries(this.#targets),
      counters: Object.fromEntries(this.#counters),
    };
    const all = [own, ...Object.values(groups)];
    const components = addCounts(all.map((part) => part.components));
    const parts = [this.#gone.snapshot(), ...Object.values(components)].map((counts) => ({ all: counts }));
    const total = addCounts(parts)["all"] ?? NO_COUNTS;
    const elapsedMilliseconds = (this.#ended ?? monotonicTime()) - this.#began;
    const rate = this.#rates.rate({ at: elapsedMilliseconds, components: finished(total), bytes: total.bytes });
    return {
      components,
      functions: addCounts(all.map((part) => part.functions)),
      targets: addCounts(all.map((part) => part.targets)),
      counters: addCounts(all.map((part) => ({ all: part.counters })))["all"] ?? {},
      total,
      rate,
      ...(this.#scansBegun() > 0 && this.#sizeIsKnown() ? { remaining: remainingOf(total, rate) } : {}),
      groups,
      elapsedMilliseconds,
    };
  }

  #scansBegun(): number {
    return [...this.#groups.values()].reduce((sum, group) => sum + group.#scansBegun(), this.#scans);
  }

  #sizeIsKnown(): boolean {
    return this.#endless === 0 && [...this.#groups.values()].every((group) => group.#sizeIsKnown());
  }

  /** Where the running code counts: in its group, if it is of this run. */
  #here(): RunStats {
    const group = currentScope()?.group;
    for (let stats: RunStats | undefined = group; stats !== undefined; stats = stats.#around) {
      if (stats === this) return group as RunStats;
    }
    return this;
  }

  #changed(): void {
    this.#version += 1;
    this.#changes.notify();
    if (this.#around !== undefined) this.#around.#changed();
  }

  #component(name: string): ComponentCounter {
    return entry(this.#components, name, () => new ComponentCounter(() => this.#changed()));
  }

  #removed(functionName: string | undefined): ComponentCounter {
    return functionName === undefined ? this.#gone : this.#component(functionName);
  }

  #function(state: FunctionState): Mutable["functions"] {
    this.#changed();
    return entry(this.#functions, state.name, () => ({ ran: 0, hits: 0 }));
  }
}

/** How many components are done, in whatever way. */
function finished({ deleted, failed, ran, unchanged }: ComponentCounts): number {
  return ran + unchanged + failed + deleted;
}

function remainingOf({ running, waiting }: ComponentCounts, rate: WorkRate): WorkRemaining {
  const components = running + waiting;
  if (components === 0) return { components, milliseconds: 0 };
  return rate.components > 0 ? { components, milliseconds: (components / rate.components) * 1000 } : { components };
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
