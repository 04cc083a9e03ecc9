import { CocoError } from "@coco/connectorkit";

/** The run was asked to stop before this was done. */
export class CancelledError extends CocoError {
  static override readonly errorName: string = "CancelledError";
}
