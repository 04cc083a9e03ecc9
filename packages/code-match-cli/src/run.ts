import { CocoError } from "@coco/connectorkit";
import { CommanderError } from "commander";
import { type Console, processConsole } from "./console.ts";
import { exitCode } from "./exit-code.ts";
import { program } from "./program.ts";

/**
 * Runs the command line with these arguments, those after the command's own name, and gives the exit code: 0 found, or
 * nothing to complain of; 1 not found, or something to complain of; 2 wrong usage, or a failure. Prints; never throws.
 */
export async function run(args: readonly string[]): Promise<number> {
  process.stdout.on("error", onBrokenPipe);
  return runOn(processConsole(), args);
}

/** The same on another console. */
export async function runOn(console: Console, args: readonly string[]): Promise<number> {
  let code: number = exitCode.good;
  try {
    await program(console, (done) => {
      code = done;
    }).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    // The library has printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.good : exitCode.failed;
    console.note(`error: ${error instanceof Error ? error.message : String(error)}`);
    if (CocoError.isInstance(error) && error.hint !== undefined) console.note(`  ${error.hint}`);
    if (!CocoError.isInstance(error) && error instanceof Error) console.note(error.stack ?? "");
    return exitCode.failed;
  } finally {
    console.close();
  }
}

/** Whoever reads the answer has seen enough (`coco-match search … | head`). */
function onBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCode.good);
}
