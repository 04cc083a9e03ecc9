import { StoreError } from "./store-error.ts";

/** The store was written by a version of coco whose layout this one cannot use as it stands. */
export class StoreVersionError extends StoreError {
  static override readonly errorName: string = "StoreVersionError";

  /** The layout version that the file has. */
  readonly found: number;
  /** The layout version that this coco writes. */
  readonly known: number;

  constructor(location: string, found: number, known: number) {
    const newer = found > known;
    super({
      message: newer
        ? `The state store ${location} has layout version ${found}, written by a newer coco; this one knows versions up to ${known}. Nothing was changed.`
        : `The state store ${location} has layout version ${found}; this coco reads version ${known} and may not change a store that it only reads.`,
      code: newer ? "STORE_VERSION_NEWER" : "STORE_VERSION_OLDER",
      hint: newer
        ? "Use that newer coco, or put the store elsewhere (storePath of the environment, or COCO_DB) and let everything be computed again."
        : "Run one update of any of its apps: that brings the file to the present layout.",
      location,
    });
    this.found = found;
    this.known = known;
  }
}
