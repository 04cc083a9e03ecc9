import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** Neo4j refused something, did not answer, or was asked for something that it cannot hold. */
export class Neo4jError extends CocoError {
  static override readonly errorName: string = "Neo4jError";

  /** Whether the same call may succeed later: the connection was lost, another transaction was faster. */
  readonly isRetryable: boolean;
  /** The code that the server gave: "Neo.ClientError.Schema.ConstraintValidationFailed". */
  declare readonly serverCode?: string;

  constructor(
    message: string,
    options: CocoErrorOptions & { readonly isRetryable?: boolean; readonly serverCode?: string | undefined },
  ) {
    super(message, options);
    this.isRetryable = options.isRetryable ?? false;
    if (options.serverCode !== undefined) this.serverCode = options.serverCode;
  }
}
