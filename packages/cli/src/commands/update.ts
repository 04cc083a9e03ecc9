import { CocoError } from "@coco/connectorkit";
import type { UpdateReport } from "@coco/core";
import type { AnyApp } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { type Answer, refusalCode } from "../output/confirm.ts";
import { noteLine } from "../output/print.ts";
import { dropSummary } from "../report/drop-summary.ts";
import { failureLines } from "../report/failure-lines.ts";
import { reporterFor, type UpdateReporter } from "../report/update-reporter.ts";
import { parseSettings } from "../settings/parse-settings.ts";
import { StopSignals } from "../stop-signals.ts";
import { chooseApp } from "../target/choose-app.ts";
import { loadProject, type Project } from "../target/load-project.ts";
import { UsageError } from "../usage-error.ts";
import { isDamaged, setAside } from "./damaged-store.ts";
import { dropApp, mayDrop } from "./drop-app.ts";
import { preview } from "./preview.ts";
import { boundHeapOf } from "../heap-bounds.ts";
import { type Stored, whatIsStored } from "./what-is-stored.ts";

export interface UpdateCommandOptions {
  readonly live?: boolean;
  readonly fullReprocess?: boolean;
  readonly reset?: boolean;
  readonly preview?: boolean;
  /** False: a preview runs nothing that is stale. */
  readonly run?: boolean;
  /** Of the changes that a preview lists. */
  readonly limit: number;
  /** In milliseconds. */
  readonly timeout?: number;
  readonly yes?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  /** "json" */
  readonly log?: string;
  readonly set?: readonly string[];
  readonly env?: string;
}

/** `coco update`: brings an app's targets up to date. */
export async function updateCommand(target: string | undefined, options: UpdateCommandOptions): Promise<number> {
  const project = await loadProject(target, options);
  const app = chooseApp(project);
  const params = parseSettings(options.set ?? [], app.params);
  if (options.preview) {
    if (options.reset) throw new UsageError("--preview writes nothing, and --reset drops the app: give one of them.");
    if (options.live)
      throw new UsageError(
        "--preview shows what one update would do, and --live goes on: give one of them.",
        "What a live update does first is what an update does.",
      );
    return preview(project.core, app, params, options);
  }
  if (options.run === false) throw new UsageError("--no-run goes with --preview.");
  if (options.reset) {
    const code = await reset(project, app, options);
    if (code !== exitCode.done) return code;
  }
  return runUpdate(app, params, options, reporterFor(app.name, options));
}

async function reset(project: Project, app: AnyApp, options: UpdateCommandOptions): Promise<number> {
  let stored: Stored | undefined;
  try {
    stored = await whatIsStored(project.core, app);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return afterAnswer(await setAside(project.core.storePathOf(app), error, options));
  }
  if (stored === undefined) return exitCode.done;
  const code = afterAnswer(options.yes === true ? "yes" : await mayDrop(app, stored));
  if (code !== exitCode.done) return code;
  const stop = new StopSignals();
  try {
    const report = await dropApp(app, stop.signal);
    if (report === undefined) return stop.code ?? exitCode.failed;
    if (report.status === "done") {
      if (!options.quiet) for (const line of dropSummary(report)) noteLine(line);
      return exitCode.done;
    }
    for (const line of failureLines(report.failures)) noteLine(line);
    noteLine(`\n${app.name}: not all could be dropped, so nothing was updated. Run the same command again.`);
    return exitCode.failed;
  } finally {
    stop.dispose();
  }
}

function afterAnswer(answer: Answer): number {
  if (answer === "yes") return exitCode.done;
  noteLine("Nothing was dropped, and nothing updated.");
  return refusalCode(answer);
}

/** Runs the update, and tells `reporter` of it; gives the exit code. */
export async function runUpdate(
  app: AnyApp,
  params: object,
  options: Pick<UpdateCommandOptions, "live" | "fullReprocess" | "timeout">,
  reporter: UpdateReporter,
): Promise<number> {
  const stop = new StopSignals((signal) => reporter.stopping(signal));
  const { live = false, fullReprocess = false, timeout } = options;
  const handle = app.update({
    failures: "report",
    logFailures: reporter.logsFailures,
    onFailure: (failure) => reporter.failed(failure),
    signal: stop.signal,
    live,
    fullReprocess,
    params,
    ...(timeout === undefined ? {} : { timeout }),
  });
  reporter.started({ environment: app.environment.name, live, fullReprocess });
  const hideProgress = reporter.watch(handle);
  void boundHeapOf(handle).catch(() => undefined); // whoever awaits the update gets it
  let report: UpdateReport;
  try {
    report = await handle;
  } catch (error) {
    if (stop.code !== undefined && CocoError.isInstance(error) && error.code === "CANCELLED") return stop.code;
    hideProgress();
    reporter.broken(error);
    throw error;
  } finally {
    hideProgress();
    stop.dispose();
  }
  const code = stop.code ?? (report.status === "done" ? exitCode.done : exitCode.failed);
  const timedOut = report.status === "stopped" && stop.code === undefined && timeout !== undefined;
  reporter.finished({ report, code, live, timedOut, rootName: app.main.name || "main" });
  return code;
}
