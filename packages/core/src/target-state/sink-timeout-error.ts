import { CocoError } from "@coco/connectorkit";

/**
 * A call of a sink took longer than `sinkTimeout` allows. What it was to write is not certain to be there or not to be;
 * the next update writes it again.
 */
export class SinkTimeoutError extends CocoError {
  static override readonly errorName: string = "SinkTimeoutError";
  /** To be tried again as a whole: no single action is to blame. */
  readonly isRetryable: boolean = true;
}
