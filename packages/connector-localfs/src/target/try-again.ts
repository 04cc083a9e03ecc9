import { setTimeout as pause } from "node:timers/promises";
import { systemCode } from "../errors/system-error.ts";

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 20;

/** What passes by itself. On Windows a virus scanner or an indexer may hold a file for a moment. */
const PASSING: ReadonlySet<string> = new Set(
  process.platform === "win32"
    ? ["EBUSY", "EAGAIN", "EMFILE", "ENFILE", "EPERM", "EACCES"]
    : ["EBUSY", "EAGAIN", "EMFILE", "ENFILE", "ESTALE"],
);

/** Tries a piece of work again, after pauses that double, while it fails for a reason that passes. */
export async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !PASSING.has(systemCode(error) ?? "")) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}
