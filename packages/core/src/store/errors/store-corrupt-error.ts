import { StoreError } from "./store-error.ts";

/** The file is no state store, or its content is damaged. */
export class StoreCorruptError extends StoreError {
  static override readonly errorName: string = "StoreCorruptError";

  constructor(location: string, problem: string, cause?: unknown) {
    super({
      message: `${location} cannot be used as a state store: ${problem}. Nothing in your targets is deleted because of that.`,
      code: "STORE_CORRUPT",
      hint:
        "Check that the path is the one you meant. If the store itself is damaged, move the file (with its -wal and -shm) out of the way, " +
        "or run once with --reset; everything is then computed again. Targets that exist already are not touched: " +
        'to take them over, mount them with onExisting: "adopt" for that run.',
      location,
      cause,
    });
  }
}
