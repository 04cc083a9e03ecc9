import { StoreError } from "./store-error.ts";

/** The database reported a failure that has no class of its own, such as a disk that cannot be read. */
export class StoreOperationError extends StoreError {
  static override readonly errorName: string = "StoreOperationError";

  constructor(location: string, cause: Error) {
    super({
      message: `The state store ${location} failed: ${cause.message}.`,
      code: "STORE_FAILED",
      hint: "What was stored before is whole. Look at the disk that holds the file, then run again.",
      location,
      cause,
    });
  }
}
