import type { Machine } from "../measure/machine.ts";
import type { ProcessRun } from "../measure/run-process.ts";
import type { GateOutcome } from "./gate.ts";

/** One phase of one program: its runs, and the median of each thing measured. */
export interface Figure {
  readonly program: string;
  readonly phase: string;
  readonly wallMilliseconds: number;
  readonly cpuMilliseconds: number | undefined;
  readonly peakMegabytes: number | undefined;
  /** How far the times of the runs lie apart, as a share of the median. */
  readonly spread: number;
  /** What the program did in its last run. */
  readonly work: ProcessRun["work"];
  readonly runs: readonly ProcessRun[];
}

/** A program that could not be measured here. */
export interface AbsentProgram {
  readonly program: string;
  readonly why: string;
  readonly how: string;
}

/** What one benchmark found, as it stands in its JSON file. */
export interface BenchmarkResult {
  readonly benchmark: string;
  readonly command: string;
  readonly machine: Machine;
  /** Whose times the ratios are taken of. */
  readonly baseline: string;
  /** What one phase is compared by. */
  readonly figures: readonly Figure[];
  readonly gates: readonly GateOutcome[];
  readonly absent: readonly AbsentProgram[];
  /** Versions of the peers, and what has to be known to read the figures. */
  readonly notes: readonly string[];
  /** Further values that were measured, by what they are. */
  readonly values: readonly Value[];
}

export interface Value {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}
