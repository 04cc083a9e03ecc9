// Run as a process of its own: `node soak-process.ts TASK`. Keeps `out` what `in` says, live or once, with faults at random;
// says once a second, as lines of JSON, what it holds. SIGINT stops it; a second one ends it at once.
import { join } from "node:path";
import { app, type ContextKey, contextKey, environment, type FileLike, fn, mountEach } from "@coco/core";
import { Random } from "../../../../core/src/testing/crash/random.ts";
import type { DirectoryTarget } from "../../target/directory-target.ts";
import { mountDirectory } from "../../target/mount-directory.ts";
import { walk } from "../../walk/walk.ts";
import { openDescriptors } from "../open-descriptors.ts";
import { failWrites } from "./failing-writes.ts";
import { interruptedSource } from "./interrupted-source.ts";
import type { SoakFigures, SoakTask } from "./soak-task.ts";

const task = JSON.parse(process.argv[2] ?? "{}") as SoakTask;
const random = new Random(task.seed);
const [IN, OUT]: ContextKey<string>[] = [contextKey<string>("soak_in"), contextKey<string>("soak_out")];

const convert = fn(
  { memo: true, deps: {}, name: "soak/convert" },
  async function convert(file: FileLike, out: DirectoryTarget) {
    out.declareFile(`${file.path.relative}.txt`, (await file.text()).toUpperCase());
  },
);

const made = environment({ name: "soak", storePath: join(task.folder, "state.db"), log: () => undefined }, (env) => {
  env.provide(IN as ContextKey<string>, join(task.folder, "in"));
  env.provide(OUT as ContextKey<string>, join(task.folder, "out"));
});
const soak = app({ name: "Soak", environment: made }, async () => {
  const out = await mountDirectory(OUT as ContextKey<string>);
  const files = walk(IN as ContextKey<string>, { live: true });
  await mountEach(task.dyingWatcher ? interruptedSource(files, random) : files, convert, out);
});

const stop = new AbortController();
process.on("SIGINT", () => {
  if (stop.signal.aborted) process.exit(130);
  stop.abort();
});
if (task.failingWrites) failWrites(join(task.folder, "out"), random);
const live = task.live ? { retry: { first: 50, longest: 500 }, rescan: false as const } : false;
const update = soak.update({ live, failures: "report", logFailures: false, signal: stop.signal });
if (task.live) void update.ready().then(say);
const timer = setInterval(say, 1000);
const report = await update;
clearInterval(timer);
if (!task.live && report.failures.length > 0) throw report.failures[0]?.error;
process.exitCode = stop.signal.aborted ? 130 : 0;

/** What it holds after rubbish is collected: memory in MB, descriptors. */
function say(): void {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const figures: SoakFigures = {
    heap: heapUsed / 2 ** 20,
    resident: rss / 2 ** 20,
    descriptors: openDescriptors(),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
