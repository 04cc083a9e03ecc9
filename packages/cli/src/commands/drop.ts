import { exitCode } from "../exit-code.ts";
import { boundHeapToDrop } from "../heap-bounds.ts";
import { refusalCode } from "../output/confirm.ts";
import { noteLine, printJson, printLine } from "../output/print.ts";
import { dropSummary } from "../report/drop-summary.ts";
import { failureData, failureLines } from "../report/failure-lines.ts";
import { StopSignals } from "../stop-signals.ts";
import { chooseApp } from "../target/choose-app.ts";
import { loadProject } from "../target/load-project.ts";
import { dropApp, mayDrop } from "./drop-app.ts";
import { isStored, whatIsStored } from "./what-is-stored.ts";

export interface DropCommandOptions {
  readonly yes?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly env?: string;
}

/** `coco drop`: deletes what an app has written, and its state. */
export async function dropCommand(target: string | undefined, options: DropCommandOptions): Promise<number> {
  const project = await loadProject(target, options);
  const app = chooseApp(project);
  // What goes is counted where somebody wants to know beforehand.
  const asks = options.yes !== true;
  const stored = asks || options.json === true ? await whatIsStored(project.core, app) : undefined;
  if (stored === undefined && !(await isStored(project.core, app))) {
    if (options.json) printJson({ app: app.name, status: "nothing stored", targets: [], failures: [] });
    else if (!options.quiet) printLine(`${app.name}: nothing is stored of it, so there is nothing to drop.`);
    return exitCode.done;
  }
  const answer = asks && stored !== undefined ? await mayDrop(app, stored) : "yes";
  if (answer !== "yes") {
    noteLine("Nothing was dropped.");
    return refusalCode(answer);
  }
  boundHeapToDrop();
  const stop = new StopSignals();
  try {
    const report = await dropApp(app, stop.signal);
    const failures = report?.failures ?? [];
    const status = report?.status ?? "stopped";
    if (options.json) {
      printJson({ app: app.name, status, targets: stored?.providers ?? [], failures: failures.map(failureData) });
    } else if (report?.status === "done") {
      if (!options.quiet) for (const line of dropSummary(report)) printLine(line);
    } else {
      for (const line of failureLines(failures)) noteLine(line);
      noteLine(`\n${app.name}: not all is gone. What is left is still tracked: run the same command again.`);
    }
    return stop.code ?? (status === "done" ? exitCode.done : exitCode.failed);
  } finally {
    stop.dispose();
  }
}
