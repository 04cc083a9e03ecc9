import { CocoError } from "@coco/connectorkit";

/** A function could not run where its `runner` says, or did there what it cannot do there. */
export class RunnerError extends CocoError {
  static override readonly errorName: string = "RunnerError";
}
