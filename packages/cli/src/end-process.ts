import { exitCode } from "./exit-code.ts";
import { noteLine } from "./output/print.ts";
import { style } from "./output/style.ts";
import { userFrames } from "./report/user-frames.ts";

let isOurs = false;

/** Ends the process at once, as the command's own decision. */
export function endProcess(code: number): never {
  isOurs = true;
  process.exit(code);
}

/** For as long as the command is at work: code of the app that ends the process must not look like a command that is done. */
export function endedByApp(): void {
  if (isOurs) return;
  const [place] = userFrames(new Error("where it was called"));
  noteLine(
    `${style("red", "error:", process.stderr)} The app's code ended the process (process.exit) before the command was done.`,
  );
  if (place !== undefined) noteLine(`  ${place}`);
  noteLine(
    "  Throw an error instead, or let the function return. What was written so far is kept; the next update goes on.",
  );
  if (process.exitCode === undefined || process.exitCode === exitCode.done) process.exitCode = exitCode.failed;
}
