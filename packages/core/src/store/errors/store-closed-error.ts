import { StoreError } from "./store-error.ts";

/** A store was used after it had been closed. */
export class StoreClosedError extends StoreError {
  static override readonly errorName: string = "StoreClosedError";

  constructor(location: string) {
    super({
      message: `The state store ${location} was used after it had been closed.`,
      code: "STORE_CLOSED",
      hint: "Await all updates before the environment is stopped.",
      location,
    });
  }
}
