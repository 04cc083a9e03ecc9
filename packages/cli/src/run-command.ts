import { CommanderError } from "commander";
import { endedByApp, endProcess } from "./end-process.ts";
import { exitCode } from "./exit-code.ts";
import { noteLine } from "./output/print.ts";
import { style } from "./output/style.ts";
import { program } from "./program.ts";
import { errorText } from "./report/error-text.ts";
import { missingVariableHint } from "./target/missing-variable.ts";
import { UsageError } from "./usage-error.ts";

/** Runs one of the commands, or prints help; gives the exit code. Never throws. */
export async function runCommand(args: readonly string[]): Promise<number> {
  let code: number = exitCode.done;
  process.once("beforeExit", neverSettles);
  process.once("exit", endedByApp);
  process.on("uncaughtException", lostError);
  try {
    await program((done) => {
      code = done;
    }).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    // The library has printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    noteLine(`${style("red", "error:", process.stderr)} ${errorText(error)}`);
    const hint = missingVariableHint(error);
    if (hint !== undefined) noteLine(`  ${hint}`);
    return UsageError.isInstance(error) ? exitCode.usage : exitCode.failed;
  } finally {
    process.off("beforeExit", neverSettles);
    process.off("exit", endedByApp);
  }
}

/**
 * An error of the app's code that nobody waits for. What state the code is in is not known, so the process ends, as Node
 * would end it; the next update recovers.
 */
function lostError(error: unknown): void {
  noteLine(`${style("red", "error:", process.stderr)} ${errorText(error)}`);
  noteLine(
    '  Nobody was waiting for this: an await is missing in the app\'s code, or a listener for an "error" event.',
  );
  endProcess(exitCode.failed);
}

/** Nothing is left that could wake the process, and the command is not done. */
function neverSettles(): void {
  noteLine(`${style("red", "error:", process.stderr)} Nothing is left to wait for, and the command has not ended.`);
  noteLine("  A promise in the app's code never settles: an await that nobody answers.");
  endProcess(exitCode.failed);
}
