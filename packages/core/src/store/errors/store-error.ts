import { CocoError, type CocoErrorOptions } from "@coco/connectorkit";

/** The base of all errors of a state store. */
export class StoreError extends CocoError {
  static override readonly errorName: string = "StoreError";

  /** The store's location: the path of its file. */
  readonly location: string;

  constructor(options: CocoErrorOptions & { readonly location: string }) {
    super(options);
    this.location = options.location;
  }
}
