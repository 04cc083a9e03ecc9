import { setTimeout as sleep } from "node:timers/promises";
import { secondsToWait } from "./classify-error.ts";

/** How often one request is made again because the server asked for time. */
const MOST_TRIES = 5;

/**
 * Does what is asked, and again after as long as the server asks to wait, where it says so. Other failures are the engine's
 * to try again.
 */
export async function withPatience<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const seconds = secondsToWait(error);
      if (seconds === undefined || tries >= MOST_TRIES || signal.aborted) throw error;
      // oxlint-disable-next-line promise/prefer-await-to-then -- a wait that is broken off ends in the error above.
      await sleep(seconds * 1000, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}
