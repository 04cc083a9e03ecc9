import { CocoError } from "@coco/connectorkit";

/** Two functions of one module would be taken for one another. */
export class DuplicateIdentityError extends CocoError {
  static override readonly errorName: string = "DuplicateIdentityError";

  constructor(identity: string, first: string, second: string) {
    super(`Two wrapped functions have the identity "${identity}": the one at ${first} and the one at ${second}.`, {
      code: "DUPLICATE_FUNCTION_IDENTITY",
      hint: 'Give one of them a name: assign it to a variable of its own, or pass fn `name: "…"`.',
    });
  }
}
