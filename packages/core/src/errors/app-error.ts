import { CocoError } from "@coco/connectorkit";

/** An app or an environment was set up or used in a way that cannot work. */
export class AppError extends CocoError {
  static override readonly errorName: string = "AppError";
}
