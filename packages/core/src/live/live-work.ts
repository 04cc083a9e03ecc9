import type { ComponentPath } from "../component/component-path.ts";
import type { FailureKind, HandlerChain } from "../component/exception-handlers.ts";
import type { MountedFunction } from "../component/mounted-function.ts";
import type { RunStats } from "../progress/run-stats.ts";
import type { FollowedLevel } from "./followed-level.ts";

/** What is to be done of one part of the component tree, besides what the first run of a live update does. */
export type LiveWork = ComponentWork | DeletionWork | ScanWork | SettlingWork;

interface Work {
  /** The part of the tree. */
  readonly path: ComponentPath;
  readonly handlers: HandlerChain | undefined;
}

/** A component is to be run, unless it is as it was. */
export interface ComponentWork extends Work {
  readonly what: "component";
  readonly key: Uint8Array;
  readonly mounted: MountedFunction;
  readonly args: readonly unknown[];
  readonly kind: FailureKind;
  /** The `statsGroup` in which it counts. */
  readonly group?: RunStats | undefined;
  /** The component on whose level it stands, where that may not know of the level yet. */
  readonly host?: ComponentPath | undefined;
}

/** A component is gone. */
export interface DeletionWork extends Work {
  readonly what: "deletion";
  readonly key: Uint8Array;
}

/** All items of a source are to be looked at. */
interface ScanWork extends Work {
  readonly what: "scan";
  readonly level: FollowedLevel;
}

/** A deletion that failed is to be tried again. */
export interface SettlingWork extends Work {
  readonly what: "settling";
  /** Of the component under which the deletion is planned. */
  readonly key: Uint8Array;
}
