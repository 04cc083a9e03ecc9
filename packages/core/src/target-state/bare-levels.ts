import type { Run } from "../app/run.ts";
import { functionOfKey } from "../component/function-of-key.ts";
import { isBareRecord } from "../component/record-codec.ts";
import { byteText } from "../internal/byte-text.ts";
import type { Entry } from "../store/index.ts";

/** How many components a function made; `undefined`: the function is not known. */
type Counts = Map<string | undefined, number>;

/** Sorts out the components of one level. */
export interface LevelSieve {
  /** Whether a component is bare: then it is counted, and nothing else is to be done for it. */
  takes(entry: Entry): boolean;
  /** All of the level were shown. */
  done(): void;
}

/**
 * The components of an app that is dropped which have neither target states nor others beneath them: they go with all
 * that is stored of the app, so they are only counted, and a level of nothing else is read once.
 */
export class BareLevels {
  readonly #run: Run;
  readonly #levels = new Map<string, Counts>();
  #found = 0;
  #phase: "finding" | "deleting" | "deleted" = "finding";

  constructor(run: Run) {
    this.#run = run;
  }

  /** How many bare components were found. */
  get found(): number {
    return this.#found;
  }

  /** All levels were shown: from here on what is come to again counts as deleted. */
  beginDeleting(): void {
    this.#phase = "deleting";
  }

  /** What is come to once more was counted. */
  endDeleting(): void {
    this.#phase = "deleted";
  }

  /** Passes over a level that was found bare. Whether it is one. */
  pass(prefix: Uint8Array): boolean {
    const counts = this.#levels.get(byteText(prefix));
    if (counts === undefined) return false;
    if (this.#phase === "deleting") for (const [name, count] of counts) this.#run.stats.componentDeleted(name, count);
    return true;
  }

  sieve(prefix: Uint8Array): LevelSieve {
    const counts: Counts = new Map();
    let isBare = true;
    return {
      takes: ({ key, value }) => {
        if (!isBareRecord(value)) return (isBare = false);
        if (this.#phase === "deleted") return true;
        const name = functionOfKey(this.#run, key);
        if (this.#phase === "deleting") this.#run.stats.componentDeleted(name);
        else {
          counts.set(name, (counts.get(name) ?? 0) + 1);
          this.#found += 1;
        }
        return true;
      },
      done: () => {
        if (isBare && this.#phase === "finding") this.#levels.set(byteText(prefix), counts);
      },
    };
  }
}
