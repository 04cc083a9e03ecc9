import type { ProcessRun } from "../measure/run-process.ts";
import { median, pairedRatio, spread } from "../measure/statistics.ts";
import type { Figure } from "./result.ts";

/** Collects the runs of each program and phase, and gives their medians. */
export class Figures {
  readonly #runs = new Map<string, { program: string; phase: string; runs: ProcessRun[] }>();

  add(program: string, phase: string, run: ProcessRun): void {
    const key = `${program}/${phase}`;
    const entry = this.#runs.get(key) ?? { program, phase, runs: [] };
    entry.runs.push(run);
    this.#runs.set(key, entry);
  }

  all(): Figure[] {
    return [...this.#runs.values()].map(({ program, phase, runs }) => {
      const walls = runs.map((run) => run.wallMilliseconds);
      return {
        program,
        phase,
        wallMilliseconds: median(walls),
        cpuMilliseconds: medianOf(runs, (run) => run.cpuMilliseconds),
        peakMegabytes: medianOf(runs, (run) => run.peakMegabytes),
        spread: spread(walls),
        work: runs.at(-1)?.work ?? {},
        runs,
      };
    });
  }
}

function medianOf(runs: readonly ProcessRun[], value: (run: ProcessRun) => number | undefined): number | undefined {
  const values = runs.map(value).filter((one) => one !== undefined);
  return values.length === 0 ? undefined : median(values);
}

export function figureOf(figures: readonly Figure[], program: string, phase: string): Figure | undefined {
  return figures.find((figure) => figure.program === program && figure.phase === phase);
}

/**
 * How many times as much as another program one took for a phase: time, or processor time, which other work on the machine
 * disturbs less. `undefined` when one of them was not measured.
 */
export function timesOf(
  figures: readonly Figure[],
  program: string,
  base: string,
  phase: string,
  measure: "wallMilliseconds" | "cpuMilliseconds" = "wallMilliseconds",
): number | undefined {
  const [one, other] = [figureOf(figures, program, phase), figureOf(figures, base, phase)];
  if (one?.[measure] === undefined || other?.[measure] === undefined) return undefined;
  const values = ({ runs }: Figure): number[] => runs.map((run) => run[measure] ?? Number.NaN);
  return pairedRatio(values(one), values(other));
}
