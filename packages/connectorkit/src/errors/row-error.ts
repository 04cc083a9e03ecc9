import { CocoError, type CocoErrorOptions } from "./coco-error.ts";

/** A row does not fit its schema. */
export class RowError extends CocoError {
  static override readonly errorName: string = "RowError";

  /** The column at fault, where it is one. */
  declare readonly column?: string;

  constructor(message: string, options: CocoErrorOptions & { readonly column?: string | undefined }) {
    super(message, options);
    if (options.column !== undefined) this.column = options.column;
  }
}
