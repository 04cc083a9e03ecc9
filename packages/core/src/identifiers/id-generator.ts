import { notMemoKeyable } from "@coco/connectorkit";
import { checkDeadline } from "../deadline/current-deadline.ts";
import { byteText } from "../internal/byte-text.ts";
import { requireIdentifierScope } from "./identifier-scope.ts";
import { namedFingerprint } from "./named-fingerprint.ts";

/**
 * Gives integers that stay the same from run to run: a distinct one at each call, the same for the same dependency at
 * the same occurrence within a component. They come from one sequence of the app, start at 1 and are never reused.
 */
export class IdGenerator {
  readonly #deps: unknown;

  /** `deps` tells the generators of one component apart. */
  constructor(deps?: unknown) {
    this.#deps = deps;
  }

  /** The next identifier for `dependency`, e.g. the text of the chunk that it is for. */
  async next(dependency?: unknown): Promise<number> {
    return issue("IdGenerator.next()", ["next", this.#deps, dependency], false);
  }
}
notMemoKeyable(IdGenerator);

/** The integer of `dependency` within the current component: the same at every call and in every run. */
export async function generateId(dependency?: unknown): Promise<number> {
  return issue("generateId()", ["fixed", dependency], true);
}

/** Nothing is handed out once the caller's time is over: nobody would use it. */
function issue(what: string, dependency: readonly unknown[], fixed: boolean): number {
  const { component, frame, recorder } = requireIdentifierScope(what);
  checkDeadline();
  // Inside a memoized call the numbers are that call's own, so that a replay cannot collide with its neighbours.
  const place = fixed ? "" : (frame?.key ?? "");
  const hash = byteText(namedFingerprint([place, dependency], what, dependency[dependency.length - 1]).subarray(0, 8));
  const number = fixed ? component.identifiers.fixed(hash) : component.identifiers.next(hash);
  recorder.noteIdentifier([hash, number]);
  return number;
}
