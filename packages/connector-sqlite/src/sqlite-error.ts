import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** SQLite refused something, or was asked for something that it cannot hold. */
export class SqliteError extends CocoError {
  static override readonly errorName: string = "SqliteError";

  /** Whether the same call may succeed later: another connection holds the lock. */
  readonly isRetryable: boolean;

  constructor(message: string, options: CocoErrorOptions & { readonly isRetryable?: boolean }) {
    super(message, options);
    this.isRetryable = options.isRetryable ?? false;
  }
}
