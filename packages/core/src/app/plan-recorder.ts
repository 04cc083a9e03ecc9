import type { TargetPath } from "@coco/connectorkit";
import type { RunReason } from "../component/run-reason.ts";
import type { TargetLoss } from "../target-state/container-effect.ts";
import type { ActionRunner, PlannedAction, TargetChange } from "../target-state/sink-runner.ts";
import { decodeTargetPath, formatTargetPath } from "../target-state/target-path.ts";
import { StoppedAtMiss } from "./stopped-at-miss.ts";

/** One change that an update would make. */
export interface PlanEntry {
  /** The target state, in the notation of `coco show`: the connector, the container, the key. */
  readonly target: string;
  /** The same in parts: the name that the connector registered, then keys; the last one is the state's own. */
  readonly path: TargetPath;
  readonly change: TargetChange;
  /** The component that declares, or declared, it. */
  readonly component: string;
  readonly reason: RunReason;
  /** What the change takes from what a container holds. `"none"` for what is no container. */
  readonly loss: TargetLoss;
  /** Of a container: what changes, each in a few words, as far as its connector says it: "column text: bytes, was text". */
  readonly details: readonly string[];
}

/** What an update would run, and a preview without running left alone: a component, or a memoized call in one. */
export interface PlannedRun {
  readonly what: "component" | "call";
  /** Missing where several share the call: it comes from a function with `memo: "app"`. */
  readonly component: string | undefined;
  /** Of the component, or that is called. */
  readonly functionName: string | undefined;
  readonly reason: RunReason;
}

/** Takes note of what would be written, and writes nothing. */
export class PlanRecorder implements ActionRunner {
  readonly entries: PlanEntry[] = [];
  readonly wouldRun: PlannedRun[] = [];
  /** Whether memoized components that miss are left alone. */
  readonly stopsAtMisses: boolean;

  constructor(stopsAtMisses: boolean) {
    this.stopsAtMisses = stopsAtMisses;
  }

  async apply(actions: readonly PlannedAction[]): Promise<ReadonlyMap<object, unknown>> {
    // As the sinks would get them, stage by stage.
    for (const { cause, change, effect, owner, path, reason } of actions.toSorted((a, b) => a.order - b.order)) {
      this.entries.push({
        target: formatTargetPath(path),
        path: decodeTargetPath(path),
        change,
        component: owner.displayPath,
        reason: cause ?? reason,
        loss: effect?.loss ?? "none",
        details: effect?.details ?? [],
      });
    }
    return new Map();
  }

  /** Lists a memoized call whose result is stale; gives what ends the work of its component. */
  stopAt(call: Omit<PlannedRun, "what"> & { readonly functionName: string }): StoppedAtMiss {
    this.wouldRun.push({ what: "call", ...call });
    return new StoppedAtMiss(call.functionName);
  }

  async settle(): Promise<void> {}
}
