import { exitCode } from "./exit-code.ts";
import { printLine } from "./output/print.ts";
import { ownVersion } from "./version.ts";

/**
 * Runs the command line with these arguments, those after the command's own name, and gives the exit code: 0 done,
 * 1 something failed, 2 wrong usage, 130 and 143 stopped by SIGINT and SIGTERM. Prints; never throws.
 */
export async function run(args: readonly string[]): Promise<number> {
  process.stdout.on("error", onBrokenPipe);
  if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
    printLine(ownVersion());
    return exitCode.done;
  }
  // Loaded here, because everything else that the command can do is not needed to say its version.
  const { runCommand } = await import("./run-command.ts");
  return runCommand(args);
}

/** Whoever reads the answer has seen enough (`coco show | head`). The work itself goes on. */
function onBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
