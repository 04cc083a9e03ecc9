import type { FunctionState } from "../function/function-state.ts";
import { currentScope } from "../internal/scope.ts";
import {
  addCounts,
  type ComponentCounts,
  type FunctionCounts,
  noCounts,
  type TargetCounts,
  type UpdateStats,
} from "./update-stats.ts";

export type { ComponentCounts } from "./update-stats.ts";

const ROOT = "main";

/**
 * The counters of a run, or of one group of it (`statsGroup`). What is counted while the code of a group runs is counted
 * there, and nowhere else; the counters of the whole add it up.
 */
export class RunStats {
  readonly #components = new Map<string, ComponentCounts>();
  readonly #functions = new Map<string, FunctionCounts>();
  readonly #targets = new Map<string, TargetCounts>();
  readonly #counters = new Map<string, number>();
  readonly #groups = new Map<string, RunStats>();
  readonly #began = performance.now();
  readonly #around: RunStats | undefined;
  /** Components that are gone: their function is not known any more. */
  readonly removals: ComponentCounts = noCounts();
  /** Rises with every change, for those who render. */
  version = 0;
  #open = 0;
  #idle: (() => void)[] = [];

  /** `around`: what this is a group of. */
  constructor(around?: RunStats) {
    this.#around = around;
  }

  component(functionName: string | undefined): ComponentCounts {
    const here = this.#here();
    here.#changed();
    return entry(here.#components, functionName ?? ROOT, noCounts);
  }

  functionRan(state: FunctionState, times: number): void {
    this.#here().#function(state).ran += times;
  }

  functionHit(state: FunctionState): void {
    this.#here().#function(state).hits += 1;
  }

  /** Writes serve many components at once, so they are those of the run. */
  target(sinkName: string): TargetCounts {
    this.#changed();
    return entry(this.#targets, sinkName, () => ({ written: 0, deleted: 0 }));
  }

  count(name: string, by: number): void {
    const here = this.#here();
    here.#changed();
    here.#counters.set(name, (here.#counters.get(name) ?? 0) + by);
  }

  /** The group of this title, one for all who ask for it. */
  group(title: string): RunStats {
    return entry(this.#groups, title, () => new RunStats(this));
  }

  /** Work that belongs to a group begins: until it ends, the group and those around it are not done. */
  enter(): void {
    this.#open += 1;
    this.#around?.enter();
  }

  leave(): void {
    this.#open -= 1;
    this.#changed();
    if (this.#open === 0) for (const resolve of this.#idle.splice(0)) resolve();
    this.#around?.leave();
  }

  /** Resolves when no work of the group is open. */
  async settled(): Promise<void> {
    if (this.#open > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  snapshot(): UpdateStats {
    const groups = new Map([...this.#groups].map(([title, group]) => [title, group.snapshot()]));
    const all = [
      {
        components: Object.fromEntries(this.#components),
        functions: Object.fromEntries(this.#functions),
        targets: Object.fromEntries(this.#targets),
        counters: Object.fromEntries(this.#counters),
      },
      ...groups.values(),
    ];
    const components = addCounts(all.map((part) => part.components));
    const total = addCounts([{ all: this.removals }, ...Object.values(components).map((counts) => ({ all: counts }))]);
    return {
      components,
      functions: addCounts(all.map((part) => part.functions)),
      targets: addCounts(all.map((part) => part.targets)),
      counters: addCounts(all.map((part) => ({ all: part.counters })))["all"] ?? {},
      total: { ...noCounts(), ...total["all"] },
      groups: Object.fromEntries(groups),
      elapsedMilliseconds: performance.now() - this.#began,
    };
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
    this.version += 1;
    if (this.#around !== undefined) this.#around.#changed();
  }

  #function(state: FunctionState): FunctionCounts {
    this.#changed();
    return entry(this.#functions, state.name, () => ({ ran: 0, hits: 0 }));
  }
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
