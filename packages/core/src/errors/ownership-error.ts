import { CocoError } from "@coco/connectorkit";

/** Two components declared one target state in one run. */
export class OwnershipError extends CocoError {
  static override readonly errorName: string = "OwnershipError";
}
