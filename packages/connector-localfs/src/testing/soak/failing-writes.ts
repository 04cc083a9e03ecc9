import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import type { Random } from "../../../../core/src/testing/crash/random.ts";

const SHARE = 0.05;

/** Lets one in twenty of the changes beneath a folder fail, for good: a file that takes its place, one that is removed. */
export function failWrites(folder: string, random: Random): void {
  for (const name of ["link", "rename", "unlink"] as const) {
    const original = promises[name] as (...args: unknown[]) => Promise<unknown>;
    const failing = async (...args: unknown[]): Promise<unknown> => {
      const path = String(args.at(-1));
      if ((path.startsWith("/proc/self/fd/") || path.startsWith(folder)) && random.chance(SHARE)) {
        throw Object.assign(new Error(`EIO: made up, ${name}`), { code: "EIO" });
      }
      return original(...args);
    };
    Object.assign(promises, { [name]: failing });
  }
  syncBuiltinESMExports();
}
