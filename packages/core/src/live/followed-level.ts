import type { Items } from "@coco/connectorkit";
import type { ComponentPath } from "../component/component-path.ts";
import type { HandlerChain } from "../component/exception-handlers.ts";
import type { MountedFunction } from "../component/mounted-function.ts";
import type { RunStats } from "../progress/run-stats.ts";

/** A level whose components stand for the items of a live source: all that it takes to mount one, or all, of them. */
export interface FollowedLevel {
  /** The component that mounted it. */
  readonly host: ComponentPath;
  readonly path: ComponentPath;
  readonly prefix: Uint8Array;
  readonly mounted: MountedFunction;
  /** What the function is given besides the item. */
  readonly args: readonly unknown[];
  readonly handlers: HandlerChain | undefined;
  readonly group: RunStats | undefined;
  /** What can be enumerated; `undefined` of a source that tells of changes alone. */
  readonly items: Items<unknown> | undefined;
}
