import { StoreError } from "./store-error.ts";

/** Another program holds the store's file itself; writers of coco never meet this, because they take the lock first. */
export class StoreBusyError extends StoreError {
  static override readonly errorName: string = "StoreBusyError";

  constructor(location: string, cause: unknown) {
    super({
      message: `The state store ${location} is being used by another program, which did not let go of it in time.`,
      code: "STORE_BUSY",
      hint: "Close whatever else has this file open for writing (a database browser, a copy or backup tool), then run again.",
      location,
      cause,
    });
  }
}
