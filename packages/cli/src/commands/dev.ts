import { reportFile, reportLoadedFiles } from "../dev/report-files.ts";
import { planSummary } from "../dev/plan-summary.ts";
import { Supervisor } from "../dev/supervisor.ts";
import { exitCode } from "../exit-code.ts";
import { noteLine } from "../output/print.ts";
import { style } from "../output/style.ts";
import { reporterFor, type UpdateReporter } from "../report/update-reporter.ts";
import { parseSettings } from "../settings/parse-settings.ts";
import { chooseApp } from "../target/choose-app.ts";
import { environmentFileOf } from "../target/environment-file.ts";
import { loadProject } from "../target/load-project.ts";
import { locateTarget } from "../target/locate-target.ts";
import { runUpdate } from "./update.ts";

export interface DevCommandOptions {
  readonly set?: readonly string[];
  readonly env?: string;
  readonly quiet?: boolean;
  /** In the process of the app: whether it runs for the first time, or again after a change. */
  readonly inside?: "first" | "again";
}

/** `coco dev`: a live update that starts anew when the app's code changes. What is remembered stays. */
export async function devCommand(target: string | undefined, options: DevCommandOptions): Promise<number> {
  if (options.inside !== undefined) return runInside(target, options, options.inside === "again");
  const { file } = locateTarget(target);
  const args = (restarted: boolean): string[] => [
    "dev",
    ...(target === undefined ? [] : [target]),
    ...(options.set ?? []).flatMap((pair) => ["--set", pair]),
    ...(options.env === undefined ? [] : ["--env", options.env]),
    ...(options.quiet ? ["--quiet"] : []),
    "--inside",
    restarted ? "again" : "first",
  ];
  return new Supervisor(args).run(file);
}

async function runInside(target: string | undefined, options: DevCommandOptions, again: boolean): Promise<number> {
  reportLoadedFiles();
  const environmentFile = environmentFileOf(locateTarget(target).file, options.env);
  if (environmentFile !== undefined) reportFile(environmentFile);
  const project = await loadProject(target, options);
  const app = chooseApp(project);
  const params = parseSettings(options.set ?? [], app.params);
  if (again && !options.quiet) {
    const plan = await app.preview({ run: false, params });
    for (const line of planSummary(project.core, plan)) noteLine(style("dim", line, process.stderr));
  }
  const reporter = reporterFor(app.name, { quiet: options.quiet ?? false });
  return runUpdate(app, params, { live: true }, withoutRestarts(reporter));
}

/** A restart asks the process to end with a SIGTERM: that is nothing to tell. */
function withoutRestarts(reporter: UpdateReporter): UpdateReporter {
  return {
    ...reporter,
    stopping: (signal) => {
      if (signal !== "SIGTERM") reporter.stopping(signal);
    },
    finished: (end) => {
      if (end.code !== exitCode.terminated) reporter.finished({ ...end, live: false }); // it goes on either way
    },
  };
}
