import { pack, unpackIfReadable } from "../internal/packing.ts";
import type { AppState, Change } from "../store/index.ts";
import type { NoteUnreadable } from "./unreadable.ts";

const KEY = Buffer.from("runs", "utf8");
const KEPT = 100;

/** One run that stored something. */
export interface PastRun {
  /** Counts the runs of the app that stored something, from 1. */
  readonly number: number;
  readonly startedAt: Date;
}

/** The runs of an app that stored something. One that found everything unchanged leaves no trace (rule T8). */
export class RunHistory {
  readonly #startedAt = Date.now();
  #past: [number: number, startedAt: number][] = [];
  #number = 1;
  #isUsed = false;
  #isStored = false;

  async load(state: AppState, unreadable: NoteUnreadable): Promise<void> {
    this.#past = await readPast(state, () => unreadable("runs"));
    this.#number = (this.#past.at(-1)?.[0] ?? 0) + 1;
  }

  /** The number of this run, for something that is about to be stored. */
  use(): number {
    this.#isUsed = true;
    return this.#number;
  }

  /** The change that stores that this run was: once, with what first used its number. */
  takeChanges(): Change[] {
    if (!this.#isUsed || this.#isStored) return [];
    this.#isStored = true;
    const runs = [...this.#past, [this.#number, this.#startedAt]].slice(-KEPT);
    return [{ kind: "put", table: "setting", key: KEY, value: pack(runs) }];
  }
}

/** The last runs that are known, oldest first. */
export async function pastRuns(state: AppState): Promise<readonly PastRun[]> {
  return (await readPast(state)).map(([number, startedAt]) => ({ number, startedAt: new Date(startedAt) }));
}

async function readPast(state: AppState, onUnreadable?: () => void): Promise<[number, number][]> {
  const [bytes] = await state.read("setting", [KEY]);
  if (bytes === undefined) return [];
  const past = unpackIfReadable(bytes) as [number, number][] | undefined;
  if (past === undefined) onUnreadable?.();
  return past ?? [];
}
