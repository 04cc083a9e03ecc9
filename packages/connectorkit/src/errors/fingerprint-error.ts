import { CocoError, type CocoErrorOptions } from "./coco-error.ts";

/** A value has no canonical fingerprint, so change in it cannot be detected. */
export class FingerprintError extends CocoError {
  static override readonly errorName: string = "FingerprintError";

  /** Where inside the fingerprinted value, for example `options[1].parser`. */
  readonly path: string;

  constructor(message: string, options: CocoErrorOptions & { readonly path: string }) {
    super(message, options);
    this.path = options.path;
  }
}
