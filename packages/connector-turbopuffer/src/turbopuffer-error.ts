import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** Turbopuffer refused something, or was asked for something that it cannot hold. */
export class TurbopufferError extends CocoError {
  static override readonly errorName: string = "TurbopufferError";

  /** Whether the same call may succeed later: too many requests, a service that is busy, a connection that was lost. */
  readonly isRetryable: boolean;
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | undefined;

  constructor(
    message: string,
    options: CocoErrorOptions & { readonly isRetryable?: boolean; readonly status?: number | undefined },
  ) {
    super(message, options);
    this.isRetryable = options.isRetryable ?? false;
    this.status = options.status;
  }
}
