import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** What a {@link StoreError} says. */
export interface StoreErrorOptions extends CocoErrorOptions {
  readonly message: string;
  /** The store's location: the path of its file. */
  readonly location: string;
}

/** The base of all errors of a state store. */
export class StoreError extends CocoError {
  static override readonly errorName: string = "StoreError";

  /** The store's location: the path of its file. */
  readonly location: string;

  constructor(options: StoreErrorOptions) {
    super(options.message, options);
    this.location = options.location;
  }
}
