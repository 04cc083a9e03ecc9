import { announcedFunctions, announcementCount, type FunctionDefinition } from "@coco/connectorkit";
import { byteText, sameBytes } from "../internal/byte-text.ts";
import { LogicTracker } from "../logic/logic-tracker.ts";
import type { PackageTracking } from "../logic/package-rule.ts";
import { functionMarker } from "./call-note.ts";
import type { FunctionState } from "./function-state.ts";
import { ModuleCache } from "./module-cache.ts";

/** All wrapped functions of this process: their identities and the fingerprints of their logic. */
export class FunctionRegistry {
  readonly modules: ModuleCache = new ModuleCache();
  readonly #tracker: LogicTracker;
  readonly #states = new WeakMap<FunctionDefinition, FunctionState>();
  readonly #byIdentity = new Map<string, FunctionState>();
  readonly #byFormerIdentity = new Map<string, FunctionState>();
  readonly #unresolved: string[] = [];
  #nextId = 1;
  #resolvedCount = 0;

  constructor(packageTracking: PackageTracking) {
    this.#tracker = new LogicTracker({ cache: this.modules, packageTracking });
  }

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
    if (logic.unresolved !== undefined) this.#unresolved.push(logic.unresolved);
    // A module may be evaluated twice, and a function wrapped in a loop: one identity with one logic is one function.
    const twin = this.#byIdentity.get(logic.identity);
    const former = formerNames(options.formerly ?? [], logic.identity);
    const state: FunctionState = {
      id: twin !== undefined && sameLogic(twin, logic.ownFingerprint) ? twin.id : this.#nextId++,
      definition,
      identity: logic.identity,
      formerIdentities: former,
      name: options.name ?? logic.declaredName,
      pathName: declaredPart(options.formerly?.[0]) ?? options.name ?? logic.declaredName,
      logic: tracking === "none" ? undefined : logic.ownFingerprint,
      logicParts: logic.parts,
      tracking,
      memo: options.memo === "app" ? "app" : options.memo ? "component" : false,
    };
    this.#states.set(definition, state);
    this.#byIdentity.set(state.identity, state);
    for (const identity of former) this.#byFormerIdentity.set(identity, state);
    return state;
  }

  /** Rises whenever a function is wrapped: what was found out about identities may be different then. */
  get epoch(): number {
    return announcementCount();
  }

  /** The function of this identity, or that had it formerly, if this process has wrapped one. */
  byIdentity(identity: string): FunctionState | undefined {
    // It may be in a module that was imported since, or be wrapped anew in a function that runs again.
    if (this.#resolvedCount !== this.epoch) this.resolveAnnounced();
    return this.#byIdentity.get(identity) ?? this.#byFormerIdentity.get(identity);
  }

  /** The function that four bytes, as text, stand for in the note of a call. */
  byMarker(marker: string): FunctionState | undefined {
    for (const states of [this.#byIdentity, this.#byFormerIdentity]) {
      for (const [identity, state] of states) if (byteText(functionMarker(identity)) === marker) return state;
    }
    return undefined;
  }

  /** Whether what is stored under a former identity counts: not while its function is still there and another one. */
  takesOver({ logic }: FunctionState, former: string): boolean {
    const holder = this.byIdentity(former);
    if (holder?.logic === undefined || logic === undefined) return holder?.logic === logic;
    return sameBytes(holder.logic, logic);
  }

  /**
   * Looks at every wrapped function of the process. Done as a run begins: later, a file may hold other code than the
   * one that was loaded from it.
   */
  resolveAnnounced(): void {
    this.#resolvedCount = this.epoch;
    for (const definition of announcedFunctions()) {
      try {
        this.stateOf(definition);
      } catch {
        // Said with its place when the function is called; a stored result that depends on it does not count till then.
      }
    }
  }

  /** What could not be followed, in words, since the last call. */
  takeUnresolved(): readonly string[] {
    return this.#unresolved.splice(0);
  }
}

/** The identities that the option `formerly` means: a plain name may be an earlier `name`, or a name in this module. */
function formerNames(formerly: readonly string[], identity: string): string[] {
  const module = identity.includes("#") ? identity.slice(0, identity.indexOf("#")) : undefined;
  return formerly.flatMap((former) =>
    module === undefined || former.includes("#") ? [former] : [former, `${module}#${former}`],
  );
}

function declaredPart(identity: string | undefined): string | undefined {
  return identity?.slice(identity.indexOf("#") + 1);
}

function sameLogic(state: FunctionState, fingerprint: Uint8Array): boolean {
  return state.logic !== undefined && sameBytes(state.logic, fingerprint);
}
