import { installedEngine } from "@coco/connectorkit";
import { checkDeadline } from "../deadline/current-deadline.ts";
import { currentScope } from "../internal/scope.ts";
import { cancelled } from "./cancelled.ts";

/** Throws when the run is to stop, or when the time of a `timeout` is over: for long loops in user code. */
export function checkCancelled(): void {
  if (installedEngine()?.signal().aborted) throw cancelled(currentScope()?.component?.path ?? []);
  checkDeadline();
}
