import type { ComponentFailure } from "@coco/core";
import { noteLine, printJson, printLine } from "../output/print.ts";
import type { Watched } from "../progress/each-snapshot.ts";
import { showProgress } from "../progress/show-progress.ts";
import { sayStopping } from "../stop-signals.ts";
import { UsageError } from "../usage-error.ts";
import { JsonLog, type StartedUpdate } from "./json-log.ts";
import { ToldFailures } from "./told-failures.ts";
import type { UpdateEnd } from "./update-end.ts";
import { updateData, updateSummary } from "./update-summary.ts";

/** Tells of one update, to a person or to a program. */
export interface UpdateReporter {
  /** Whether failures have to stand in the app's own log. */
  readonly logsFailures: boolean;
  /** A component failed. */
  failed(failure: ComponentFailure): void;
  started(update: StartedUpdate): void;
  /** Shows progress until the function that this gives is called. */
  watch(handle: Watched): () => void;
  /** A signal asks the update to stop. */
  stopping(signal: NodeJS.Signals): void;
  finished(end: UpdateEnd): void;
  /** The update broke off, or could not begin; the error is printed all the same. */
  broken(error: unknown): void;
}

export interface ReporterOptions {
  readonly quiet?: boolean;
  readonly json?: boolean;
  /** `"json"`, or nothing. */
  readonly log?: string;
}

/** @throws UsageError for options that contradict one another. */
export function reporterFor(app: string, { json = false, log, quiet = false }: ReporterOptions): UpdateReporter {
  if (log === undefined) return textReporter(app, quiet, json);
  if (log !== "json") throw new UsageError(`--log takes json, not ${JSON.stringify(log)}.`);
  if (json) throw new UsageError("--log json and --json both print data: give one of them.");
  return jsonReporter(new JsonLog(app), quiet);
}

function textReporter(app: string, quiet: boolean, json: boolean): UpdateReporter {
  let told: ToldFailures | undefined;
  return {
    // The summary names what failed; where there is none, the log does.
    logsFailures: quiet || json,
    failed: (failure) => told?.tell(failure),
    started: ({ live }) => {
      if (live && !quiet && !json) told = new ToldFailures(app);
    },
    watch: (handle) => (quiet ? () => undefined : showProgress(app, handle)),
    stopping: sayStopping,
    finished: ({ live, report, rootName, timedOut }) => {
      const ending = { stopped: report.status === "stopped", rootName };
      if (json) printJson(updateData(report, ending));
      else if (!quiet) for (const line of updateSummary(report, ending)) printLine(line);
      if (live && report.status === "done" && !json) noteLine(nothingToFollow(app));
      if (timedOut && !json) noteLine(`${app}: not done within --timeout.`);
    },
    broken: () => undefined,
  };
}

/** A live update that ended by itself. */
function nothingToFollow(app: string): string {
  return `${app}: nothing is left to follow, so the live update is over. A source has to tell of its changes: localfs.walk(dir, { live: true }) does; autoRefresh asks again and again.`;
}

function jsonReporter(log: JsonLog, quiet: boolean): UpdateReporter {
  return {
    logsFailures: false,
    failed: (failure) => log.failed(failure),
    started: (update) => log.started(update),
    watch: (handle) => (quiet ? () => undefined : log.watch(handle)),
    stopping: (signal) => log.stopping(signal),
    finished: (end) => log.finished(end),
    broken: (error) => log.broken(error),
  };
}
