import { CancelledError } from "../errors/cancelled-error.ts";
import { type ComponentPath, formatPath } from "./component-path.ts";

/** The error of a component that does not start, or go on, because the run is to stop. */
export function cancelled(path: ComponentPath): CancelledError {
  return new CancelledError(`The run was stopped before ${formatPath(path)} was done.`, {
    code: "CANCELLED",
    hint: "The next update goes on from here.",
  });
}
