import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** Postgres refused something, did not answer, or was asked for something that it cannot hold. */
export class PostgresError extends CocoError {
  static override readonly errorName: string = "PostgresError";

  /** Whether the same call may succeed later: the connection was lost, another transaction was faster. */
  readonly isRetryable: boolean;
  /** The SQLSTATE, where Postgres gave one: "23505". */
  declare readonly sqlState?: string;

  constructor(
    message: string,
    options: CocoErrorOptions & { readonly isRetryable?: boolean; readonly sqlState?: string | undefined },
  ) {
    super(message, options);
    this.isRetryable = options.isRetryable ?? false;
    if (options.sqlState !== undefined) this.sqlState = options.sqlState;
  }
}
