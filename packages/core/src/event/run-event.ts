import type { RunReason } from "../component/run-reason.ts";
import type { TargetChange } from "../target-state/sink-runner.ts";

/**
 * One thing that a run did, or found not to be necessary. Events come in the order in which things happen; nothing
 * is told of what had no reason to be looked at, as of everything beneath a component that is unchanged. Paths are
 * written as `coco show` prints them.
 */
export type RunEvent =
  /** The function of a component is about to run. */
  | {
      readonly kind: "componentRan";
      readonly component: string;
      readonly functionName: string | undefined;
      readonly reason: RunReason;
    }
  /** A component was as it had been. `revalidated`: an argument had changed outwardly (a file's time), not in content. */
  | {
      readonly kind: "componentUnchanged";
      readonly component: string;
      readonly functionName: string | undefined;
      readonly revalidated: boolean;
    }
  | {
      readonly kind: "componentFailed";
      readonly component: string;
      readonly functionName: string | undefined;
      readonly error: unknown;
    }
  /** A component is gone, and with it the last of what it had declared. */
  | { readonly kind: "componentDeleted"; readonly component: string }
  /** What a component had declared could not be deleted: it stays tracked, and the next run tries again. */
  | { readonly kind: "deletionFailed"; readonly component: string; readonly error: unknown }
  /**
   * The body of a wrapped function is about to run, or has run in a worker. `component` is missing where several share
   * the call.
   */
  | {
      readonly kind: "functionRan";
      readonly functionName: string;
      readonly component: string | undefined;
      readonly reason: RunReason;
    }
  /** The body of a batched function is about to run for the calls that came together. Each of them was told before. */
  | { readonly kind: "batchRan"; readonly functionName: string; readonly calls: number }
  /** A call was answered with a stored result. `revalidated` as above. */
  | {
      readonly kind: "functionReused";
      readonly functionName: string;
      readonly component: string | undefined;
      readonly revalidated: boolean;
    }
  /** A call was answered by one with the same arguments that was going on, or had been made in this run. */
  | { readonly kind: "functionShared"; readonly functionName: string; readonly component: string | undefined }
  /** A change was applied to a target. */
  | {
      readonly kind: "targetChanged";
      readonly change: TargetChange;
      readonly target: string;
      /** The component that declares, or declared, it. */
      readonly component: string;
      readonly reason: RunReason;
    }
  /** A target state goes from one component to another (rule T4). */
  | { readonly kind: "targetTakenOver"; readonly target: string; readonly from: string; readonly to: string }
  /** A call of a sink failed in a way that may pass, and is made again after a pause. */
  | { readonly kind: "sinkRetried"; readonly sink: string; readonly attempt: number; readonly error: unknown };

/** Takes the events of a run, one by one. What it throws is logged, and changes nothing. */
export type EventListener = (event: RunEvent) => void;
