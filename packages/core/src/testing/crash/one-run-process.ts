import { CocoError } from "@coco/connectorkit";
import { sweepOf } from "./crash-life.ts";
import { runCrashApp } from "./crash-run.ts";
import { openFilesTarget } from "./files-target.ts";

// A process of its own: one run of the last world of a sweep. Prints what it came to.
const [folder = "", seed = ""] = process.argv.slice(2);
const problems = await runCrashApp(folder, sweepOf(Number(seed)).last, openFilesTarget).then(
  ({ errors }) => errors,
  (error: unknown) => [error],
);
const told = problems.map((error) =>
  CocoError.isInstance(error) ? { code: error.code, hint: error.hint } : { code: (error as { code?: unknown }).code },
);
process.stdout.write(JSON.stringify(told));
