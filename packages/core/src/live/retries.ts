import { byteText, bytesOfText } from "../internal/byte-text.ts";
import type { Presence } from "../component/presence.ts";
import type { LivePauses } from "./live-options.ts";
import type { LiveWork } from "./live-work.ts";

const SETTLING = "s";
const SCAN = "l";
const COMPONENT = "c";

/** Pauses before what found a state with a component of another run is tried again; then it has failed. */
const SOON_MS = [30, 200, 1_000];

interface Attempts {
  readonly failed: number;
  readonly timer: NodeJS.Timeout;
}

interface SoonAgain {
  readonly times: number;
  readonly timer: NodeJS.Timeout;
  readonly done: Promise<void>;
  readonly resolve: () => void;
}

/** What failed and is tried again, after pauses that grow. */
export class Retries {
  readonly #pauses: Pick<LivePauses, "first" | "longest">;
  readonly #again: (work: LiveWork) => Promise<void>;
  /** By what a failure is known by. */
  readonly #failing = new Map<string, Attempts>();
  /** What has not failed yet: it wants a state that a component of another run has. */
  readonly #soon = new Map<string, SoonAgain>();

  constructor(pauses: Pick<LivePauses, "first" | "longest">, again: (work: LiveWork) => Promise<void>) {
    this.#pauses = pauses;
    this.#again = again;
  }

  get isEmpty(): boolean {
    return this.#failing.size === 0 && this.#soon.size === 0;
  }

  /** Takes note of a failure; says when the work is tried again. */
  failed(work: LiveWork, key: Uint8Array): Date {
    const id = idOf(work.what, key);
    const before = this.#failing.get(id);
    clearTimeout(before?.timer);
    const failed = (before?.failed ?? 0) + 1;
    this.#forgetSoon(id);
    const pause = Math.min(this.#pauses.first * 2 ** (failed - 1), this.#pauses.longest);
    const timer = setTimeout(() => void this.#again(work), pause);
    this.#failing.set(id, { failed, timer });
    return new Date(Date.now() + pause);
  }

  /** Has it tried again in a moment, without counting it as failed. False when that was done often enough. */
  soon(work: LiveWork, key: Uint8Array): boolean {
    const id = idOf(work.what, key);
    const before = this.#soon.get(id);
    const times = (before?.times ?? 0) + 1;
    const pause = SOON_MS[times - 1];
    clearTimeout(before?.timer);
    if (pause === undefined) {
      this.#soon.delete(id);
      before?.resolve();
      return false;
    }
    const { promise, resolve } =
      before === undefined ? Promise.withResolvers<void>() : { promise: before.done, resolve: before.resolve };
    const timer = setTimeout(() => void this.#again(work), pause);
    this.#soon.set(id, { times, timer, done: promise, resolve });
    return true;
  }

  /** Resolves when work that is tried again in a moment has succeeded or failed. */
  soonDone(key: Uint8Array): Promise<void> | undefined {
    return this.#soon.get(idOf("component", key))?.done;
  }

  /** Something has succeeded, is gone, or is to be done in another way. */
  forget(what: LiveWork["what"], key: Uint8Array): void {
    this.#forget(idOf(what, key));
  }

  /** Forgets what a run has brought to an end. `failed`: the ids of what failed in it. */
  strikeOut(presence: Presence, failed: ReadonlySet<string>): void {
    for (const id of [...this.#failing.keys(), ...this.#soon.keys()]) {
      if (failed.has(id) || id.startsWith(SCAN)) continue;
      const seen = presence.of(bytesOfText(id.slice(1)));
      const isOver = id.startsWith(SETTLING)
        ? seen !== "elsewhere"
        : seen === "ran" || seen === "hit" || seen === "unseen";
      if (isOver) this.#forget(id);
    }
  }

  stop(): void {
    for (const id of [...this.#failing.keys(), ...this.#soon.keys()]) this.#forget(id);
  }

  #forget(id: string): void {
    clearTimeout(this.#failing.get(id)?.timer);
    this.#failing.delete(id);
    this.#forgetSoon(id);
  }

  #forgetSoon(id: string): void {
    const soon = this.#soon.get(id);
    clearTimeout(soon?.timer);
    this.#soon.delete(id);
    soon?.resolve();
  }
}

/** What a failure is known by. */
export function idOf(what: LiveWork["what"], key: Uint8Array): string {
  return `${what === "settling" ? SETTLING : what === "scan" ? SCAN : COMPONENT}${byteText(key)}`;
}
