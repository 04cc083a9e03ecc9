import { execFileSync } from "node:child_process";

/** Other versions give other bytes. */
const ZIG_VERSION = "0.14.1";

/** How Zig can be started: on PATH, or as the Python package `ziglang`. */
const CANDIDATES: readonly (readonly [string, ...string[]])[] = [["zig"], ["python3", "-m", "ziglang"]];

/** Runs Zig, whose C compiler and linker make WebAssembly without anything else installed. */
export type Zig = (args: readonly string[], folder: string) => void;

/** @throws Error when the pinned version is not to be found. */
export function findZig(): Zig {
  for (const [command, ...first] of CANDIDATES) {
    if (versionOf(command, first) !== ZIG_VERSION) continue;
    return (args, folder) => {
      execFileSync(command, [...first, ...args], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
    };
  }
  throw new Error(
    `Zig ${ZIG_VERSION} was not found. Install it, for example with: python3 -m venv .tooling/zig && ` +
      `.tooling/zig/bin/pip install ziglang==${ZIG_VERSION}, and put .tooling/zig/bin first on PATH.`,
  );
}

function versionOf(command: string, first: readonly string[]): string | undefined {
  try {
    return execFileSync(command, [...first, "version"], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return undefined; // not installed
  }
}
