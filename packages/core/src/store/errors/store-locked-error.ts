import type { LockHolder } from "../sqlite/lock-holder.ts";
import { StoreError } from "./store-error.ts";

/** Another writer has the store. */
export class StoreLockedError extends StoreError {
  static override readonly errorName: string = "StoreLockedError";

  /** The process that has it; `undefined` when it has not said who it is, or that cannot be read. */
  readonly holder: LockHolder | undefined;

  constructor(location: string, holder: LockHolder | undefined, cause?: unknown) {
    super({
      message: `The state store ${location} is in use by ${describe(holder)}. Only one process may write to a store at a time.`,
      code: "STORE_LOCKED",
      hint: "Wait until that process has ended, or stop it, then run again. Reading (coco ls, coco show, a preview) works meanwhile.",
      location,
      cause,
    });
    this.holder = holder;
  }
}

function describe(holder: LockHolder | undefined): string {
  if (holder === undefined) return "another process";
  return `process ${holder.pid} on ${holder.host} since ${holder.since} (${holder.command})`;
}
