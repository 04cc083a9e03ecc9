import { CocoError } from "@coco/connectorkit";

/** Something was given as code that is none. Code with mistakes in it is not such an error. */
export class CodeSourceError extends CocoError {
  static override readonly errorName: string = "CodeSourceError";
}
