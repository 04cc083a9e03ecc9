import { CocoError } from "../errors/coco-error.ts";

/** A target was registered or used in a way that cannot work. */
export class TargetError extends CocoError {
  static override readonly errorName: string = "TargetError";
}
