import { CocoError } from "@coco/connectorkit";

/** A splitter was given options, or a separator, that it cannot work with. */
export class SplitterError extends CocoError {
  static override readonly errorName: string = "SplitterError";
}
