import { CocoError } from "../errors/coco-error.ts";

/** There is no engine in this process, or there are two. */
export class EngineError extends CocoError {
  static override readonly errorName: string = "EngineError";
}
