// `pnpm bench markdown [--files 2000] [--repeats 3] [--json]`
import { parseArgs } from "node:util";
import { type Figure, markdownBenchmark } from "./markdown/benchmark.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: "string", default: "2000" },
    repeats: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});

if (positionals[0] !== "markdown") {
  console.error("usage: pnpm bench markdown [--files 2000] [--repeats 3] [--json]");
  process.exitCode = 2;
} else {
  const figures = markdownBenchmark(Number(values.files), Number(values.repeats));
  if (values.json) console.log(JSON.stringify(figures, undefined, 2));
  else print(figures);
}

function print(figures: readonly Figure[]): void {
  const bare = new Map(
    figures.filter(({ program }) => program === "bare-sqlite").map((figure) => [figure.phase, figure]),
  );
  console.table(
    figures.map((figure) => ({
      program: figure.program,
      phase: figure.phase,
      ms: figure.milliseconds,
      "x bare": Number((figure.milliseconds / (bare.get(figure.phase)?.milliseconds ?? Number.NaN)).toFixed(2)),
      "texts embedded": figure.texts,
      rows: figure.rows,
      "peak MB": figure.peakMegabytes,
    })),
  );
}
