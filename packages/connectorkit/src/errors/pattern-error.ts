import { CocoError } from "./coco-error.ts";

/** A path pattern is not well formed. */
export class PatternError extends CocoError {
  static override readonly errorName: string = "PatternError";
}
