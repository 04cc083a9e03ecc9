import type { FailedWork, NextAttempt } from "../app/failures.ts";
import type { RunShared } from "../app/run-shared.ts";
import type { Run } from "../app/run.ts";
import type { ComponentFailure } from "../app/update-report.ts";
import { type ComponentPath, componentKey, pathOfKey } from "../component/component-path.ts";
import { deadLetterKey } from "../dead-letter/dead-letter.ts";
import type { NewFailure } from "../dead-letter/dead-letters.ts";
import { byteText } from "../internal/byte-text.ts";
import { ownerElsewhere } from "../target-state/declared-by-two.ts";
import type { LivePauses } from "./live-options.ts";
import type { LiveWork } from "./live-work.ts";
import { idOf, Retries } from "./retries.ts";

/** What failed in an update and has not succeeded since: what of it is tried again, and what stands at the end. */
export class FailingWork {
  readonly #follows: boolean;
  readonly #retries: Retries;
  /** By the dead letter's key as text. */
  readonly #standing = new Map<string, ComponentFailure>();
  /** What failed in the runs that are going on. */
  readonly #failedIn = new WeakMap<Run, Set<string>>();

  constructor(follows: boolean, pauses: LivePauses, again: (work: LiveWork) => Promise<void>) {
    this.#follows = follows;
    this.#retries = new Retries(pauses, again);
  }

  /** Whether nothing has failed that has not succeeded since, or is tried again in a moment. */
  get isEmpty(): boolean {
    return this.#standing.size === 0 && this.#retries.isEmpty;
  }

  get standing(): readonly ComponentFailure[] {
    return [...this.#standing.values()];
  }

  noteFailure({ kind, path }: NewFailure, failure: ComponentFailure): void {
    this.#standing.set(byteText(deadLetterKey(componentKey(path), kind)), failure);
  }

  /** What becomes of work that failed. */
  tryAgain(run: Run, { again, error, handlers, kind, removal, scan }: FailedWork): NextAttempt | undefined {
    if (run.signal.aborted) return undefined;
    if (again !== undefined) {
      const { args, key, mounted, path } = again;
      const work: LiveWork = { what: "component", path, key, mounted, args, handlers: again.handlers, kind };
      if (ownerElsewhere(error) !== undefined && this.#retries.soon(work, key)) {
        this.#noteFailed(run, work.what, key);
        return { soon: true, at: undefined };
      }
      return this.#later(run, work, key);
    }
    if (removal !== undefined)
      return this.#later(run, { what: "settling", path: pathOfKey(removal), key: removal, handlers }, removal);
    if (scan === undefined) return undefined;
    return this.#later(run, { what: "scan", path: scan.path, handlers: scan.handlers, level: scan }, scan.prefix);
  }

  #later(run: Run, work: LiveWork, key: Uint8Array): NextAttempt | undefined {
    if (!this.#follows) return undefined;
    this.#noteFailed(run, work.what, key);
    return { soon: false, at: this.#retries.failed(work, key) };
  }

  #noteFailed(run: Run, what: LiveWork["what"], key: Uint8Array): void {
    const failed = this.#failedIn.get(run) ?? new Set();
    this.#failedIn.set(run, failed.add(idOf(what, key)));
  }

  /** The ids of what failed in a run that is not over. */
  failedIn(run: Run): ReadonlySet<string> {
    return this.#failedIn.get(run) ?? new Set();
  }

  /** Something newer is known: what is done next is a first attempt. */
  forget(what: LiveWork["what"], key: Uint8Array): void {
    this.#retries.forget(what, key);
  }

  /** Resolves when work that is tried again in a moment has succeeded or failed. */
  soonDone(key: Uint8Array): Promise<void> | undefined {
    return this.#retries.soonDone(key);
  }

  /** What reports changes goes on as it should. */
  async recovered({ letters, state }: RunShared, path: ComponentPath): Promise<void> {
    const key = deadLetterKey(componentKey(path), "live");
    this.#standing.delete(byteText(key));
    if (letters.delete(byteText(key))) await state.commit([{ kind: "delete", table: "deadLetter", key }]);
  }

  /** Forgets what has succeeded. `works`: what the run was for. */
  async runIsOver(run: Run, works: readonly LiveWork[]): Promise<void> {
    const failed = this.failedIn(run);
    this.#retries.strikeOut(run.presence, failed);
    for (const key of this.#standing.keys()) if (!run.shared.letters.has(key)) this.#standing.delete(key);
    for (const work of works) {
      if (work.what !== "scan" || failed.has(idOf("scan", work.level.prefix))) continue;
      this.#retries.forget("scan", work.level.prefix);
      await this.recovered(run.shared, work.path);
    }
  }

  stop(): void {
    this.#retries.stop();
  }
}
