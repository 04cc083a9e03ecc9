import { codeMatchBenchmark } from "../code-match/benchmark.ts";
import { fileSummarizationBenchmark } from "../file-summarization/benchmark.ts";
import { latencyBenchmark } from "../latency/benchmark.ts";
import { markdownBenchmark } from "../markdown/benchmark.ts";
import type { BenchmarkResult } from "../report/result.ts";
import { neo4jBenchmark } from "../neo4j/benchmark.ts";
import { postgresBenchmark } from "../postgres/benchmark.ts";
import { filesBenchmark, scaleBenchmark } from "../scale/benchmark.ts";
import { splitterBenchmark } from "../splitter/benchmark.ts";
import { startUpBenchmark } from "../start-up/benchmark.ts";
import { stateStoreBenchmark } from "../state-store/benchmark.ts";
import { sizes, wholeNumber } from "./sizes.ts";

/** The options of the command line, not yet checked. */
export interface Given {
  /** Each benchmark has its own number where none is given. */
  readonly files?: string | undefined;
  readonly n: string;
  readonly m: string;
  readonly scale: string;
  readonly items: string;
  readonly rows: string;
  readonly nodes: string;
  readonly localfs: boolean;
  readonly repeats: string;
  readonly "peer-repeats"?: string | undefined;
  readonly only?: string | undefined;
}

/** How often what is measured, and what. */
export interface Runs {
  readonly repeats: number;
  readonly peerRepeats: number;
  /** Whether a program of this name is wanted. */
  readonly wants: (name: string) => boolean;
}

/** Every benchmark by its name. */
export const benchmarks: Readonly<Record<string, (given: Given) => Promise<BenchmarkResult>>> = {
  markdown: (given) => markdownBenchmark(wholeNumber("files", given.files ?? "2000"), runsOf(given)),
  "file-summarization": (given) => fileSummarizationBenchmark(given.scale, runsOf(given)),
  "state-store": (given) => stateStoreBenchmark(sizes("n", given.n), sizes("m", given.m, true), runsOf(given)),
  latency: (given) => latencyBenchmark(wholeNumber("files", given.files ?? "10000"), runsOf(given)),
  "start-up": (given) => startUpBenchmark(runsOf(given)),
  "code-match": (given) => codeMatchBenchmark(runsOf(given)),
  splitter: (given) => splitterBenchmark(runsOf(given)),
  postgres: (given) => postgresBenchmark(wholeNumber("rows", given.rows), runsOf(given)),
  neo4j: (given) => neo4jBenchmark(wholeNumber("nodes", given.nodes), runsOf(given)),
  scale: (given) => {
    const items = sizes("items", given.items);
    return given.localfs ? filesBenchmark(items, runsOf(given)) : scaleBenchmark(items, runsOf(given));
  },
};

function runsOf({ repeats, "peer-repeats": peerRepeats, only }: Given): Runs {
  return {
    repeats: wholeNumber("repeats", repeats),
    peerRepeats: wholeNumber("peer-repeats", peerRepeats ?? repeats, true),
    wants: (name) => only === undefined || name.toLowerCase().includes(only.toLowerCase()),
  };
}
