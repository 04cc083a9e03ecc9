import { CocoError } from "@coco/connectorkit";

/** A graph was declared in a way that no store can hold; `hint` says what to write instead. */
export class GraphError extends CocoError {
  static override readonly errorName: string = "GraphError";
}
