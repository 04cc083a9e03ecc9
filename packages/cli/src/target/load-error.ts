import { CocoError } from "@coco/connectorkit";

/** The app's code could not be loaded for a reason that is known, and said. */
export class LoadError extends CocoError {
  static override readonly errorName: string = "LoadError";
}
