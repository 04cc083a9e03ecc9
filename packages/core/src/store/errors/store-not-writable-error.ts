import { StoreError } from "./store-error.ts";

/** The store cannot be made or written at its place. */
export class StoreNotWritableError extends StoreError {
  static override readonly errorName: string = "StoreNotWritableError";

  constructor(location: string, problem: string, cause?: unknown) {
    super({
      message: `The state store ${location} cannot be written: ${problem}.`,
      code: "STORE_NOT_WRITABLE",
      hint: "Give this user the right to write there, or put the store elsewhere (storePath of the environment, or COCO_DB).",
      location,
      cause,
    });
  }
}
