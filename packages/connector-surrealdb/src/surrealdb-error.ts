import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** SurrealDB refused something, cannot be reached, or was asked for something that it cannot hold. */
export class SurrealdbError extends CocoError {
  static override readonly errorName: string = "SurrealdbError";

  /** Whether the same call may succeed later: the connection is lost, or another transaction was in the way. */
  readonly isRetryable: boolean;

  constructor(message: string, options: CocoErrorOptions & { readonly isRetryable?: boolean }) {
    super(message, options);
    this.isRetryable = options.isRetryable ?? false;
  }
}
