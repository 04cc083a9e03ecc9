import { CocoError } from "@coco/connectorkit";

/** An embedding model could not be found, loaded or run, or was asked for in a way that makes no sense. */
export class EmbedderError extends CocoError {
  static override readonly errorName: string = "EmbedderError";
}
