import { CocoError } from "@coco/connectorkit";

/** A memoized function was used in a way that memoization does not allow. */
export class MemoError extends CocoError {
  static override readonly errorName: string = "MemoError";
}
