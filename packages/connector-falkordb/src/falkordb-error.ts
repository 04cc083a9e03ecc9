import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** FalkorDB refused something, cannot be reached, or was asked for something that it cannot hold. */
export class FalkordbError extends CocoError {
  static override readonly errorName: string = "FalkordbError";

  /** Whether the same call may succeed later: the connection is lost, or the server is busy. */
  readonly isRetryable: boolean;

  constructor(message: string, options: CocoErrorOptions & { readonly isRetryable?: boolean }) {
    super(message, options);
    this.isRetryable = options.isRetryable ?? false;
  }
}
