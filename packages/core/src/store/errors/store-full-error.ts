import { StoreError } from "./store-error.ts";

/** There was no room left for a change. */
export class StoreFullError extends StoreError {
  static override readonly errorName: string = "StoreFullError";

  constructor(location: string, cause: unknown) {
    super({
      message: `The disk that holds the state store ${location} is full. Nothing of the last batch was stored; what was stored before is whole.`,
      code: "STORE_FULL",
      hint: "Make room on that disk, or put the store elsewhere (storePath of the environment, or COCO_DB), then run again.",
      location,
      cause,
    });
  }
}
