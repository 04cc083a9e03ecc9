import { CocoError } from "../errors/coco-error.ts";

/**
 * Thrown by a batched function that could not work on so many items at once, or on one of them: the batch is halved
 * until what fails is an item on its own. That item's caller then gets `cause`, or this error where there is none.
 */
export class RetryWithSmallerBatch extends CocoError {
  static override readonly errorName: string = "RetryWithSmallerBatch";

  constructor(
    message: string = "The batch is to be tried again in smaller parts.",
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, { code: "RETRY_WITH_SMALLER_BATCH", cause: options.cause });
  }
}
