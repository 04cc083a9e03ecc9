import type { FunctionState } from "../function/function-state.ts";

/** What became of the components of one function. */
export interface ComponentCounts {
  /** Begun and not finished. */
  running: number;
  /** Ran and were submitted. */
  ran: number;
  /** Were as they had been, and did not run. */
  unchanged: number;
  failed: number;
  deleted: number;
}

/** How often a wrapped function ran and was answered from memory. */
export interface FunctionCounts {
  ran: number;
  hits: number;
}

/** What was done to the states of one target. */
export interface TargetCounts {
  written: number;
  deleted: number;
}

/** A snapshot of a run's counters. */
export interface UpdateStats {
  readonly components: Readonly<Record<string, Readonly<ComponentCounts>>>;
  readonly functions: Readonly<Record<string, Readonly<FunctionCounts>>>;
  readonly targets: Readonly<Record<string, Readonly<TargetCounts>>>;
  /** Counters of connectors and ops packages. */
  readonly counters: Readonly<Record<string, number>>;
  readonly total: Readonly<ComponentCounts>;
  readonly elapsedMilliseconds: number;
}

const ROOT = "main";

/** The counters of a run. */
export class RunStats {
  readonly #components = new Map<string, ComponentCounts>();
  readonly #functions = new Map<string, FunctionCounts>();
  readonly #targets = new Map<string, TargetCounts>();
  readonly #counters = new Map<string, number>();
  readonly #began = performance.now();
  /** Components that are gone: their function is not known any more. */
  readonly removals: ComponentCounts = noCounts();
  /** Rises with every change, for those who render. */
  version = 0;

  component(functionName: string | undefined): ComponentCounts {
    this.version += 1;
    return entry(this.#components, functionName ?? ROOT, noCounts);
  }

  functionRan(state: FunctionState, times: number): void {
    this.#function(state).ran += times;
  }

  functionHit(state: FunctionState): void {
    this.#function(state).hits += 1;
  }

  target(sinkName: string): TargetCounts {
    this.version += 1;
    return entry(this.#targets, sinkName, () => ({ written: 0, deleted: 0 }));
  }

  count(name: string, by: number): void {
    this.version += 1;
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by);
  }

  snapshot(): UpdateStats {
    const total = noCounts();
    for (const counts of [...this.#components.values(), this.removals]) {
      for (const field of Object.keys(total) as (keyof ComponentCounts)[]) total[field] += counts[field];
    }
    return {
      components: copy(this.#components),
      functions: copy(this.#functions),
      targets: copy(this.#targets),
      counters: Object.fromEntries(this.#counters),
      total,
      elapsedMilliseconds: performance.now() - this.#began,
    };
  }

  #function(state: FunctionState): FunctionCounts {
    this.version += 1;
    return entry(this.#functions, state.name, () => ({ ran: 0, hits: 0 }));
  }
}

function noCounts(): ComponentCounts {
  return { running: 0, ran: 0, unchanged: 0, failed: 0, deleted: 0 };
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function copy<T extends object>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].map(([key, value]) => [key, { ...value }]));
}
