import { CocoError } from "@coco/connectorkit";

/** A stored value does not come back as it was given. */
export class ValueChangedError extends CocoError {
  static override readonly errorName: string = "ValueChangedError";

  constructor(where: string, difference: string) {
    super(`The value of ${where} does not come back from the store as it was: ${difference}.`, {
      code: "VALUE_CHANGED",
      hint: "Look at the codecs that it uses: decode(encode(value)) must equal value, and encode must always give the same.",
    });
  }
}
