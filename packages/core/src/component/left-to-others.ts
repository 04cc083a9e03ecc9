import type { ComponentRequest } from "./run-component.ts";

/** What a scan leaves to other runs. */
export interface LeftToOthers {
  /** Takes an item that another run is at work on. */
  readonly skips?: (key: Uint8Array, request: () => ComponentRequest) => boolean;
  /** Takes an item that has to run. False: the scan's own run does it. */
  readonly handsOver?: (request: ComponentRequest) => boolean;
}
