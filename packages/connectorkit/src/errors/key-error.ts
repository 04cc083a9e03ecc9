import { CocoError } from "./coco-error.ts";

/** A value is not a stable key, or bytes or text do not hold one. */
export class KeyError extends CocoError {
  static override readonly errorName: string = "KeyError";
}
