import { setTimeout as sleep } from "node:timers/promises";
import type { Instants } from "./instants.ts";

/** Calls something that another process does, and passes instants before, while it is on its way, and after. */
export async function passedCall<R>(instants: Instants, what: string, call: () => Promise<R>): Promise<R> {
  instants.pass(`${what}: before`);
  const answer = call();
  answer.catch(() => undefined); // thrown where it is waited for
  await sleep(1);
  instants.pass(`${what}: during`);
  const found = await answer;
  instants.pass(`${what}: after`);
  return found;
}
