/**
 * What a changed dependency is: a wrapped function, by its identity, whose code changed or that is not there any more; a
 * change-detected context key; a container, by its path as `coco show` prints it, that was rebuilt or may have lost data;
 * or something else, in words.
 */
export type DependencyKind = "function" | "removedFunction" | "context" | "target" | "other";

/** What makes a stored result void. */
export interface ChangedDependency {
  readonly on: DependencyKind;
  readonly name: string;
}

/** Why a component or a function ran, or why what it declared is deleted. */
export type RunReason =
  /** Nothing of it is stored. */
  | { readonly kind: "new" }
  /** Its last run left no result to reuse: it failed or broke off, was volatile, or was not memoized. */
  | { readonly kind: "unfinished" }
  /** Its function is not memoized: it runs every time. */
  | { readonly kind: "notMemoized" }
  | { readonly kind: "fullReprocess" }
  /** The argument at `position`, from 0, is another one: for `mountEach` 0 is the item. */
  | { readonly kind: "argument"; readonly position: number }
  /** An argument is the same one with other content: a file was edited. */
  | { readonly kind: "content" }
  /** Another component took over what it, or one beneath it, had declared: only a run tells whether it still does. */
  | { readonly kind: "takenOver" }
  /** Its stored result could not be read: it is of another version, or its codec is gone. */
  | { readonly kind: "unreadable" }
  /** Something that it depends on changed. */
  | { readonly kind: "dependency"; readonly on: DependencyKind; readonly name: string }
  /** What was declared of a container itself is another: its columns, say. */
  | { readonly kind: "schema" }
  /** What was declared is another, by a component that runs every time: of its arguments nothing is stored. */
  | { readonly kind: "value" }
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
export const VALUE: RunReason = { kind: "value" };

/** The reason for which a result that depends on this set does not stand. */
export function changedDependency(
  sets: { whatChanged(number: number): ChangedDependency | undefined },
  set: number,
): RunReason {
  return { kind: "dependency", ...(sets.whatChanged(set) ?? { on: "other", name: "something it depends on changed" }) };
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
      return reason.position === 0 ? "its item changed" : `argument ${reason.position + 1} changed`;
    case "content":
      return "its content changed";
    case "takenOver":
      return "another component took over what it declared";
    case "unreadable":
      return "its stored result could not be read";
    case "dependency":
      return describeDependency(reason);
    case "schema":
      return "its schema changed";
    case "value":
      return "its value changed";
    case "gone":
      return "its component is gone";
    case "undeclared":
      return "not declared any more";
  }
}

function describeDependency({ name, on }: ChangedDependency): string {
  switch (on) {
    case "function":
      return `function ${name} changed`;
    case "removedFunction":
      return `function ${name} is not there any more`;
    case "context":
      return `context value "${name}" changed`;
    case "target":
      return "its target was rebuilt";
    case "other":
      return name;
  }
}
