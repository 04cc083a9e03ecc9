import type { Change } from "../../store/index.ts";
import type { Weather } from "./random-history.ts";

class ProcessEnded extends Error {}

class PassingFault extends Error {
  readonly isRetryable = true;
}

/** What a weather does to the writes of one run, of the target and of the store. */
export class WritesInWeather {
  readonly #weather: Weather;
  readonly #stop = new AbortController();
  #writes = 0;
  #actions = 0;
  /** What transactions wrote, or tried to, as `<kind> <table> <key>`. */
  readonly written: string[] = [];
  #commits = 0;
  readonly #passed = new Set<string>();
  constructor(weather: Weather) {
    this.#weather = weather;
    if (weather.kind === "stop" && weather.after === 0) this.#stop.abort();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Before each action of a sink: what happens in its place. */
  readonly beforeAction = (what: string): unknown => {
    this.#actions += 1;
    const ended = this.#beforeWrite();
    if (ended !== undefined) return ended;
    const { faults, kind } = this.#weather;
    const isNamed = faults.includes(what) || faults.includes(what.split(" ")[0] as string);
    if (kind === "faults" && isNamed) return new Error(`refused: ${what}`);
    if (kind !== "passing faults" || !isNamed || this.#passed.size > 0) return undefined;
    this.#passed.add(what); // one a run: each costs a pause
    return new PassingFault(`not now: ${what}`);
  };

  /** Before each transaction of the store. */
  readonly beforeCommit = (changes: readonly Change[]): void => {
    this.#commits += 1;
    // What tells that all is as it was, is noted when that has been found out.
    for (const change of changes)
      if (change.kind === "use" || change.table !== "rangeDigest")
        this.written.push(
          `${change.kind} ${change.kind === "use" ? "appMemo" : change.table} ${Buffer.from(change.key).toString("latin1")}`,
        );
    const ended = this.#beforeWrite();
    if (ended !== undefined) throw ended;
    if (this.#weather.kind === "store" && this.#commits === this.#weather.after + 1)
      throw new Error("the store could not be written");
  };

  #beforeWrite(): ProcessEnded | undefined {
    const { after, kind } = this.#weather;
    this.#writes += 1;
    if (kind === "stop" && this.#writes === after) this.#stop.abort();
    const done = kind === "crash" ? this.#writes : kind === "crash in a sink" ? this.#actions : 0;
    return done > after ? new ProcessEnded("the process ended") : undefined;
  }
}

/** A number of turns that hangs on the weather and on what takes them, and on nothing else. */
export function turnsIn({ turns }: Weather): (what: string) => number {
  if (turns === 0) return () => 0;
  return (what) => [...what].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0) + turns) % 7919, 7) % 4;
}
