import { CocoError } from "@coco/connectorkit";

/**
 * A `timeout` had passed before the work in it was done. A component that fails with it writes nothing and stores
 * nothing; the next update tries it again.
 */
export class TimeoutError extends CocoError {
  static override readonly errorName: string = "TimeoutError";
}
