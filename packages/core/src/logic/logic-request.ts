import type { LogicPart } from "./logic-part.ts";
import type { WrapSite } from "./wrap-site.ts";

/** A wrapped function and those of its options that concern its identity and its logic. */
export interface LogicRequest {
  readonly body: (...args: never[]) => unknown;
  /** Where it was wrapped; `undefined`: its own text is all there is. */
  readonly site: WrapSite | undefined;
  /** The `name` option. */
  readonly name: string | undefined;
  readonly version: number | string | undefined;
  readonly deps: unknown;
  readonly hasDeps: boolean;
  readonly logicTracking: "full" | "self" | "none";
  /** A memoized function may not capture names without `deps`. */
  readonly memo: boolean;
}

export interface FunctionLogic {
  /** The same across runs, machines, moved checkouts and builds. */
  readonly identity: string;
  /**
   * 16 bytes: what counts for this function itself: its text and the plain declarations that it refers to (or its
   * `version`), and `deps`. Wrapped functions beneath it are not in here: they count when they run.
   */
  readonly ownFingerprint: Uint8Array;
  /** A sentence about what could not be followed, given with the first answer only. */
  readonly unresolved?: string;
  readonly declaredName: string;
  /** What the fingerprint is made of, for people: the function's own text first. */
  readonly parts: () => readonly LogicPart[];
}
