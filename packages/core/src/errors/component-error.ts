import { CocoError } from "@coco/connectorkit";

/** A component was mounted, or something was declared in it, in a way that cannot work. */
export class ComponentError extends CocoError {
  static override readonly errorName: string = "ComponentError";
}
