import type { BenchmarkResult } from "../report/result.ts";
import { benchmarks, type Given } from "./benchmarks.ts";

/** Every benchmark at the size that its gates are set for, the short ones first. */
const AT_GATE_SIZE: readonly (readonly [name: string, sizes: Partial<Given>])[] = [
  ["start-up", {}],
  ["latency", { files: "10000" }],
  ["state-store", { n: "1000,10000", m: "0,10" }],
  ["file-summarization", { scale: "xlarge" }],
  ["code-match", {}],
  ["postgres", {}],
  ["neo4j", {}],
  ["markdown", { files: "20000" }],
  ["scale", { items: "1000..100000", localfs: true }],
  ["scale", { items: "1000..1000000" }],
];

/**
 * Measures everything, peers once and all else as often as `given` says, and hands each result on as soon as it is there.
 * One that fails does not keep the others from being measured.
 * @throws AggregateError with what failed, at the end.
 */
export async function runAll(given: Given, onResult: (result: BenchmarkResult) => void): Promise<void> {
  const failed: Error[] = [];
  for (const [name, sizes] of AT_GATE_SIZE) {
    const began = performance.now();
    console.error(`\n${name} ${JSON.stringify(sizes)}`);
    try {
      const result = await benchmarks[name]?.({ ...given, "peer-repeats": given["peer-repeats"] ?? "1", ...sizes });
      if (result !== undefined) onResult(result);
    } catch (error) {
      const message = `${name}: ${error instanceof Error ? error.message : String(error)}`;
      console.error(`error: ${message}`);
      failed.push(new Error(message, { cause: error }));
    }
    console.error(`${name}: ${((performance.now() - began) / 60_000).toFixed(1)} minutes`);
  }
  if (failed.length > 0)
    throw new AggregateError(failed, `Not measured: ${failed.map(({ message }) => message).join("; ")}`);
}
