import { StoreError } from "./store-error.ts";

/** A store was to be read, and there is none. */
export class StoreNotFoundError extends StoreError {
  static override readonly errorName: string = "StoreNotFoundError";

  /** @param cause - why the file that is there is none: the process that made it was killed before it was one. */
  constructor(location: string, cause?: unknown) {
    const begun = cause === undefined ? "" : ", only one that was begun";
    super({
      message: `There is no state store at ${location}${begun}.`,
      code: "STORE_NOT_FOUND",
      hint: "The first update of an app makes it. Check the path (storePath of the environment, COCO_DB, or --db).",
      location,
      ...(cause === undefined ? {} : { cause }),
    });
  }
}
