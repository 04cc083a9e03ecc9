import type { UpdateReport } from "../../app/update-report.ts";
import type { RunOptions, TestApp } from "../../testing/test-app.ts";
import { describeEvent } from "../describe-event.ts";

/** Adds a line of the test's own to the log. */
export type Note = (line: string) => void;

/** Runs an app whose function can put lines of its own between those of the event log. */
export async function notedRun(
  app: TestApp,
  main: (note: Note) => unknown,
  options: RunOptions = {},
): Promise<{ readonly log: string[]; readonly report: UpdateReport }> {
  const log: string[] = [];
  const note = (line: string): void => void log.push(line);
  const report = await app
    .define(() => main(note), options)
    .update({
      failures: "report",
      onEvent: (event) => note(describeEvent(event)),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  return { log, report };
}
