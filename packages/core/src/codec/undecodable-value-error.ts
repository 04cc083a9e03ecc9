import { CocoError } from "@coco/connectorkit";

/** Stored bytes do not hold a value that can be read here. For a memo that is a miss, never a failure (rule M6). */
export class UndecodableValueError extends CocoError {
  static override readonly errorName: string = "UndecodableValueError";

  constructor(problem: string, cause?: unknown) {
    super(`A stored value cannot be read: ${problem}.`, {
      code: "VALUE_UNDECODABLE",
      hint: "What the value came from has to be computed again.",
      cause,
    });
  }
}
