import { CocoError } from "@coco/connectorkit";

/** A value cannot be stored, because it would not come back as it is. */
export class ValueNotStorableError extends CocoError {
  static override readonly errorName: string = "ValueNotStorableError";

  /** The part of the value at fault, for example `result.rows[3].parser`. */
  readonly path: string;

  constructor(where: string, path: string, problem: string, hint: string, cause?: unknown) {
    super(`The value of ${where} cannot be stored: ${path} ${problem}.`, { code: "VALUE_NOT_STORABLE", hint, cause });
    this.path = path;
  }
}
