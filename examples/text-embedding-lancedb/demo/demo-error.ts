import { CocoError } from "@coco/core";

/** The demo cannot do what it was asked to. */
export class DemoError extends CocoError {
  static override readonly errorName: string = "DemoError";
}
