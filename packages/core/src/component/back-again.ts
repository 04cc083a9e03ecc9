import { removalChange } from "../target-state/removal.ts";
import type { ComponentRecord } from "./component-record.ts";
import type { ComponentRequest } from "./run-component.ts";

/**
 * Takes note of a component that an earlier run found to be gone, and that is as it was. What it had stopped declaring
 * before is still to be deleted.
 */
export function noteBackAgain({ handlers, key, run }: ComponentRequest, { targets }: ComponentRecord): void {
  if (run.leftovers.of(key)?.what !== "component") return;
  const hasUndeclared = targets.some(({ states }) => states.some(({ declared }) => !declared));
  run.commits.enqueue(() => [hasUndeclared ? removalChange(key, "states") : { kind: "delete", table: "removal", key }]);
  if (hasUndeclared) run.deletionHandlers.note(key, handlers);
}
