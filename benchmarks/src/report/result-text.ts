import { amount } from "./bar-chart.ts";
import { timesOf } from "./figures.ts";
import type { GateOutcome } from "./gate.ts";
import { markdownTable } from "./markdown-table.ts";
import type { BenchmarkResult, Figure } from "./result.ts";

/** One benchmark as Markdown: gates, figures, what was absent. */
export function resultText(result: BenchmarkResult): string {
  const parts = [`\`${result.command}\``];
  if (result.gates.length > 0) parts.push(gateTable(result.gates));
  if (result.figures.length > 0) parts.push(figureTable(result));
  if (result.values.length > 0) {
    parts.push(
      markdownTable(
        ["measured", "value", "unit"],
        result.values.map(({ what, value, unit }) => [what, amount(value), unit]),
      ),
    );
  }
  const lines = [
    ...result.notes.map((note) => `- ${note}`),
    ...result.absent.map(({ program, why, how }) => `- **${program} is absent**: ${why}. ${how}`),
  ];
  if (lines.length > 0) parts.push(lines.join("\n"));
  return parts.join("\n\n");
}

function gateTable(gates: readonly GateOutcome[]): string {
  return markdownTable(
    ["gate", "measured", "must", "aim", "outcome"],
    gates.map(({ what, value, must, aim, unit, outcome, missing }) => [
      what,
      value === undefined || Number.isNaN(value) ? (missing ?? "–") : quantity(value, unit),
      `≤ ${quantity(must, unit)}`,
      aim === undefined ? "–" : `≤ ${quantity(aim, unit)}`,
      outcome === "MISS" ? "**MISS**" : outcome,
    ]),
  );
}

function figureTable({ figures, baseline }: BenchmarkResult): string {
  const phases = [...new Set(figures.map(({ phase }) => phase))];
  const rows = phases.flatMap((phase) =>
    figures.filter((figure) => figure.phase === phase).map((figure) => row(figure, figures, baseline)),
  );
  return markdownTable(
    ["phase", "program", `x ${baseline}`, "x CPU", "wall ms", "spread", "CPU ms", "peak MB", "did"],
    rows,
  );
}

function row(figure: Figure, figures: readonly Figure[], baseline: string): string[] {
  const times = timesOf(figures, figure.program, baseline, figure.phase);
  const processorTimes = timesOf(figures, figure.program, baseline, figure.phase, "cpuMilliseconds");
  return [
    figure.phase,
    figure.program,
    times === undefined ? "–" : times.toFixed(2),
    processorTimes === undefined || !Number.isFinite(processorTimes) ? "–" : processorTimes.toFixed(2),
    amount(figure.wallMilliseconds),
    `${Math.round(100 * figure.spread)} %`,
    figure.cpuMilliseconds === undefined ? "–" : amount(figure.cpuMilliseconds),
    figure.peakMegabytes === undefined ? "–" : amount(figure.peakMegabytes),
    Object.entries(figure.work)
      .map(([name, value]) => `${name} ${typeof value === "number" ? value.toLocaleString("en-US") : value}`)
      .join(", "),
  ];
}

function quantity(value: number, unit: string): string {
  return unit === "x" ? `${Number(value.toPrecision(3))} x` : `${amount(value)} ${unit}`;
}
