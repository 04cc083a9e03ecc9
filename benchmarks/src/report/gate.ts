/** A limit that a figure has to keep, and the value aimed at. */
export interface Gate {
  readonly what: string;
  readonly value: number | undefined;
  readonly must: number;
  readonly aim?: number;
  readonly unit: string;
  /** Says why there is no value. */
  readonly missing?: string;
}

export interface GateOutcome extends Gate {
  readonly outcome: "aim reached" | "pass" | "MISS" | "not measured";
}

/** Whether a figure keeps its limit; all limits are upper ones. */
export function judge(gate: Gate): GateOutcome {
  const { value, must, aim } = gate;
  if (value === undefined || !Number.isFinite(value)) return { ...gate, outcome: "not measured" };
  if (value > must) return { ...gate, outcome: "MISS" };
  return { ...gate, outcome: aim !== undefined && value <= aim ? "aim reached" : "pass" };
}
