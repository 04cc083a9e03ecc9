import { CocoError } from "@coco/connectorkit";

/** A target state was declared or is stored in a way that cannot be applied. */
export class TargetStateError extends CocoError {
  static override readonly errorName: string = "TargetStateError";
}
