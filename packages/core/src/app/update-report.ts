import type { FailureKind } from "../component/exception-handlers.ts";
import type { UpdateStats } from "../progress/update-stats.ts";

/** One component that failed, or one deletion. */
export interface ComponentFailure {
  /** The path as `coco show` prints it. */
  readonly path: string;
  readonly functionName: string | undefined;
  readonly kind: FailureKind;
  readonly error: unknown;
  /** Whether a handler of the user's took it. */
  readonly handled: boolean;
  /** What the user's handlers threw in the end, where that is not the failure itself. */
  readonly handlerError?: unknown;
}

/** What a run did. */
export interface UpdateReport<R = unknown> {
  readonly app: string;
  /** `"failed"` when something failed that no handler took; `"stopped"` when the run was asked to stop. */
  readonly status: "done" | "failed" | "stopped";
  /** What the app's function returned; nothing when it failed. */
  readonly result: R | undefined;
  readonly failures: readonly ComponentFailure[];
  readonly stats: UpdateStats;
}
