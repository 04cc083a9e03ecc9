import { StoreError } from "./store-error.ts";

const GIVE_RIGHTS =
  "Give this user the right to write there, or put the store elsewhere (storePath of the environment, or COCO_DB).";

/** The store cannot be made or written at its place. */
export class StoreNotWritableError extends StoreError {
  static override readonly errorName: string = "StoreNotWritableError";

  /** @param hint - where it is something else than rights that is wanting. */
  constructor(location: string, problem: string, cause?: unknown, hint: string = GIVE_RIGHTS) {
    super({
      message: `The state store ${location} cannot be written: ${problem}.`,
      code: "STORE_NOT_WRITABLE",
      hint,
      location,
      cause,
    });
  }
}
