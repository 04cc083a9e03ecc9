import type { AppState, Change } from "../store/index.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { FunctionRegistry } from "./function-registry.ts";
import { logicVersionChange, outdatedVersions } from "./logic-version.ts";
import { parameterNames } from "./parameter-names.ts";

/**
 * Notes what functions were made of when results began to depend on them: `why` tells later which lines changed.
 * Nothing is asked for, or written, in a run in which the code is what it was.
 */
export class LogicHistory {
  readonly #functions: FunctionRegistry;
  readonly #noted = new Map<string, Uint8Array>();
  /** What was noted last of each function, in this process. */
  readonly #last = new Map<string, Uint8Array>();
  readonly #written: string[] = [];

  constructor(functions: FunctionRegistry) {
    this.#functions = functions;
  }

  /** A result depends on this function as it is now; the one before it did not. */
  note(identity: string, logic: Uint8Array): void {
    const last = this.#last.get(identity);
    if (last !== undefined && sameBytes(last, logic)) return;
    this.#last.set(identity, logic);
    this.#noted.set(identity, logic);
  }

  /** The changes that store what was noted since the last call. */
  takeChanges(runNumber: () => number): Change[] {
    if (this.#noted.size === 0) return [];
    const changes: Change[] = [];
    for (const [identity, logic] of this.#noted) {
      const state = this.#functions.byIdentity(identity);
      // A result of an earlier version that is carried on: that one was noted when it was new.
      if (state?.logic === undefined || !sameBytes(state.logic, logic)) continue;
      const { body } = state.definition;
      const parameters = parameterNames(String(body));
      changes.push(logicVersionChange({ identity, run: runNumber(), logic, parts: state.logicParts(), parameters }));
      this.#written.push(identity);
    }
    this.#noted.clear();
    return changes;
  }

  /** The changes that delete versions of long ago, of the functions that have got a new one. */
  async outdated(state: AppState): Promise<readonly Change[]> {
    const changes = await Promise.all(this.#written.splice(0).map((identity) => outdatedVersions(state, identity)));
    return changes.flat();
  }
}
