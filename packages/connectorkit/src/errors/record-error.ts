import { CocoError } from "./coco-error.ts";

/** A row schema is not well formed, or cannot be resolved. */
export class RecordError extends CocoError {
  static override readonly errorName: string = "RecordError";
}
