import { decodeValue } from "../codec/index.ts";
import { RunnerError } from "./runner-error.ts";

/** Decodes a value that came from another thread. `what` it is, for the message, with a capital. */
export function decodeCrossing(bytes: Uint8Array, what: string): unknown {
  try {
    return decodeValue(bytes);
  } catch (error) {
    throw new RunnerError(
      `${what} came to another thread and cannot be read there: ${error instanceof Error ? error.message : String(error)}`,
      {
        code: "RUNNER_VALUE",
        cause: error,
        hint: "Register its codec in a module that the function's own module imports: both threads then have it.",
      },
    );
  }
}
