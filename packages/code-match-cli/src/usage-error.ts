import { CocoError } from "@coco/connectorkit";

/** The command was called in a way that cannot work. */
export class UsageError extends CocoError {
  static override readonly errorName: string = "UsageError";

  constructor(message: string, hint?: string) {
    super(message, { code: "USAGE", hint });
  }
}
