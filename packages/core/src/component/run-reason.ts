/** Why a component or a function ran, or why what it declared is deleted. */
export type RunReason =
  /** Nothing of it is stored. */
  | { readonly kind: "new" }
  /** Its last run left no result to reuse: it failed or broke off, was volatile, or was not memoized. */
  | { readonly kind: "unfinished" }
  /** Its function is not memoized: it runs every time. */
  | { readonly kind: "notMemoized" }
  | { readonly kind: "fullReprocess" }
  /** The argument at `position` (0 is the item of `mountEach`) is another one. */
  | { readonly kind: "argument"; readonly position: number }
  /** An argument is the same one with other content: a file was edited. */
  | { readonly kind: "content" }
  /** Another component took over what it, or one beneath it, had declared: only a run tells whether it still does. */
  | { readonly kind: "takenOver" }
  /** Its stored result could not be read: it is of another version, or its codec is gone. */
  | { readonly kind: "unreadable" }
  /** A function, context value or target that it depends on changed; `what` says which. */
  | { readonly kind: "dependency"; readonly what: string }
  /** It was not mounted any more. */
  | { readonly kind: "gone" }
  /** It ran and did not declare this any more. */
  | { readonly kind: "undeclared" };

export const NEW: RunReason = { kind: "new" };
export const UNFINISHED: RunReason = { kind: "unfinished" };
export const NOT_MEMOIZED: RunReason = { kind: "notMemoized" };
export const REPROCESSING: RunReason = { kind: "fullReprocess" };
export const CONTENT: RunReason = { kind: "content" };
export const TAKEN_OVER: RunReason = { kind: "takenOver" };
export const UNREADABLE: RunReason = { kind: "unreadable" };

/** The reason for which a result that depends on this set does not stand. */
export function changedDependency(sets: { whatChanged(number: number): string | undefined }, set: number): RunReason {
  return { kind: "dependency", what: sets.whatChanged(set) ?? "something it depends on changed" };
}

/** A reason in a few words. */
export function describeReason(reason: RunReason): string {
  switch (reason.kind) {
    case "new":
      return "new";
    case "unfinished":
      return "the last run left no result to reuse";
    case "notMemoized":
      return "runs every time (not memoized)";
    case "fullReprocess":
      return "everything is processed again";
    case "argument":
      return reason.position === 0 ? "its item changed" : `argument ${reason.position} changed`;
    case "content":
      return "its content changed";
    case "takenOver":
      return "another component took over what it declared";
    case "unreadable":
      return "its stored result could not be read";
    case "dependency":
      return reason.what;
    case "gone":
      return "its component is gone";
    case "undeclared":
      return "not declared any more";
  }
}
