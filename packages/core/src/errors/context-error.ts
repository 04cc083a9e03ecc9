import { CocoError } from "@coco/connectorkit";

/** A context value was read that nobody provides, or provided twice. */
export class ContextError extends CocoError {
  static override readonly errorName: string = "ContextError";
}
