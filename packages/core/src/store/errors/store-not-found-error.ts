import { StoreError } from "./store-error.ts";

/** A store was to be read, and there is none. */
export class StoreNotFoundError extends StoreError {
  static override readonly errorName: string = "StoreNotFoundError";

  constructor(location: string) {
    super({
      message: `There is no state store at ${location}.`,
      code: "STORE_NOT_FOUND",
      hint: "The first update of an app makes it. Check the path (storePath of the environment, COCO_DB, or --db).",
      location,
    });
  }
}
