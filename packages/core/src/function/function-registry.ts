import { type FunctionDefinition, takeAnnouncedFunctions } from "@coco/connectorkit";
import { sameBytes } from "../internal/byte-text.ts";
import { LogicTracker } from "../logic/logic-tracker.ts";
import type { FunctionState } from "./function-state.ts";
import { ModuleCache } from "./module-cache.ts";

/** All wrapped functions of this process: their identities and the fingerprints of their logic. */
export class FunctionRegistry {
  readonly modules: ModuleCache = new ModuleCache();
  readonly #tracker: LogicTracker = new LogicTracker({ cache: this.modules });
  readonly #states = new WeakMap<FunctionDefinition, FunctionState>();
  readonly #byIdentity = new Map<string, FunctionState>();
  readonly #waiting: FunctionDefinition[] = [];
  #nextId = 1;

  /** The state of a definition. A function whose logic cannot be followed, and must be, is an error. */
  stateOf(definition: FunctionDefinition): FunctionState {
    const known = this.#states.get(definition);
    if (known !== undefined) return known;
    const { body, options, site } = definition;
    const tracking = options.logicTracking ?? "full";
    const logic = this.#tracker.resolve({
      body,
      site,
      name: options.name,
      version: options.version,
      deps: options.deps,
      hasDeps: options.deps !== undefined,
      logicTracking: tracking,
      memo: options.memo !== undefined && options.memo !== false,
    });
    // A module may be evaluated twice, and a function wrapped in a loop: one identity with one logic is one function.
    const twin = this.#byIdentity.get(logic.identity);
    const state: FunctionState = {
      id: twin !== undefined && sameLogic(twin, logic.ownFingerprint) ? twin.id : this.#nextId++,
      definition,
      identity: logic.identity,
      name: logic.declaredName,
      logic: tracking === "none" ? undefined : logic.ownFingerprint,
      tracking,
      memo: options.memo === "app" ? "app" : options.memo ? "component" : false,
    };
    this.#states.set(definition, state);
    this.#byIdentity.set(state.identity, state);
    return state;
  }

  /** The function of this identity, if this process has wrapped one. */
  byIdentity(identity: string): FunctionState | undefined {
    const known = this.#byIdentity.get(identity);
    if (known !== undefined) return known;
    this.#resolveAnnounced();
    return this.#byIdentity.get(identity);
  }

  #resolveAnnounced(): void {
    this.#waiting.push(...takeAnnouncedFunctions());
    for (const definition of this.#waiting.splice(0)) {
      try {
        this.stateOf(definition);
      } catch {
        // Said with its place when the function is called; a stored result that depends on it does not count till then.
      }
    }
  }
}

function sameLogic(state: FunctionState, fingerprint: Uint8Array): boolean {
  return state.logic !== undefined && sameBytes(state.logic, fingerprint);
}
