import { CocoError } from "../errors/coco-error.ts";

/** The options given to `fn` contradict each other or are not known. */
export class FunctionOptionsError extends CocoError {
  static override readonly errorName: string = "FunctionOptionsError";
}
