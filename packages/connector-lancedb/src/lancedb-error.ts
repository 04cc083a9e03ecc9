import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** LanceDB refused something, or was asked for something that it cannot hold. */
export class LanceDbError extends CocoError {
  static override readonly errorName: string = "LanceDbError";

  /** Whether the same call may succeed later: another writer was faster, or the storage did not answer. */
  readonly isRetryable: boolean;

  constructor(message: string, options: CocoErrorOptions & { readonly isRetryable?: boolean }) {
    super(message, options);
    this.isRetryable = options.isRetryable ?? false;
  }
}
