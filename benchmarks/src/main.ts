// `pnpm bench NAME [options]`
import { parseArgs } from "node:util";
import { benchmarks } from "./command/benchmarks.ts";
import { runAll } from "./command/run-all.ts";
import { UsageError } from "./command/usage-error.ts";
import { installPeers } from "./peers/install.ts";
import { profileBenchmark } from "./profile/benchmark.ts";
import type { BenchmarkResult } from "./report/result.ts";
import { recordResult } from "./report/results-page.ts";
import { resultText } from "./report/result-text.ts";

const USAGE = `Usage: pnpm bench NAME [options]

  markdown             --files N           index a folder: full, no change, edit, delete; beside a bare script and peers
  state-store          --n N,N --m M,M     N components of M target states: cold, warm, drop
  file-summarization   --scale NAME        tiny, medium, large, xlarge: cold, warm, edit, shape
  scale                --items N..N        cost, memory and bytes per unchanged item; --localfs for files
  latency              --files N           from a saved file to its changed row, live; beside CocoIndex
  postgres             --rows N            rows with vectors into Postgres, beside COPY
  neo4j                --nodes N           nodes and three times as many relations into Neo4j, beside a bare UNWIND
  splitter                                 prose and code into chunks, parsing included; beside CocoIndex
  code-match                               20 patterns over 5,000 files of code; beside CocoIndex and ast-grep
  start-up                                 coco --version, import of @coco/core
  all                                      every one at the size of its gates: about half an hour
  profile NAME         --phase NAME        CPU profile of coco in one of them, and a table of where the time goes
  install [PEER...]                        install peers: cocoindex, llamaindex, langchain, ast-grep, code-corpus

  --repeats N          runs of each program (default 3); --peer-repeats N for peers (default: the same)
  --only PART          only programs whose name holds PART, beside what they are compared with
  --no-record          leave benchmarks/results and RESULTS.md as they are
  --json               print the result as JSON`;

const OPTIONS = {
  files: { type: "string" },
  n: { type: "string", default: "1000" },
  m: { type: "string", default: "0,10" },
  scale: { type: "string", default: "medium" },
  items: { type: "string", default: "1000..100000" },
  rows: { type: "string", default: "50000" },
  nodes: { type: "string", default: "10000" },
  localfs: { type: "boolean", default: false },
  phase: { type: "string", default: "all" },
  repeats: { type: "string", default: "3" },
  "peer-repeats": { type: "string" },
  only: { type: "string" },
  record: { type: "boolean", default: true },
  json: { type: "boolean", default: false },
} as const;

try {
  await main();
} catch (error) {
  // parseArgs throws a TypeError with a code for what it does not know.
  const usage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  console.error(`error: ${error instanceof Error ? error.message : String(error)}${usage ? `\n\n${USAGE}` : ""}`);
  process.exitCode = usage ? 2 : 1;
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, allowNegative: true, options: OPTIONS });
  const [name = "", ...rest] = positionals;
  if (name === "install") return installPeers(rest);
  if (name === "profile") return profileBenchmark(rest[0], values);
  const show = (result: BenchmarkResult): void => {
    if (values.record) recordResult(result);
    console.log(values.json ? JSON.stringify(result, undefined, 2) : `\n${resultText(result)}`);
  };
  if (name === "all") return runAll(values, show);
  const benchmark = benchmarks[name];
  if (benchmark === undefined || rest.length > 0)
    throw new UsageError(name === "" ? "Which one?" : `There is no benchmark "${positionals.join(" ")}".`);
  show(await benchmark(values));
}
