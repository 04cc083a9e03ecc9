import type { RunReason } from "../component/run-reason.ts";
import type { ActionRunner, PlannedAction, TargetChange } from "../target-state/sink-runner.ts";
import { formatTargetPath } from "../target-state/target-path.ts";

/** One change that an update would make. */
export interface PlanEntry {
  /** The target state, in the notation of `coco show`: the connector, the container, the key. */
  readonly target: string;
  readonly change: TargetChange;
  /** The component that declares, or declared, it. */
  readonly component: string;
  readonly reason: RunReason;
}

/** A component that an update would run, and that a preview without running left alone. */
export interface PlannedRun {
  readonly component: string;
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
    for (const { change, owner, path, reason } of actions.toSorted((a, b) => a.order - b.order)) {
      this.entries.push({ target: formatTargetPath(path), change, component: owner.displayPath, reason });
    }
    return new Map();
  }

  async settle(): Promise<void> {}
}
