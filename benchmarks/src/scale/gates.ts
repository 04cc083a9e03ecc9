import { median, slope } from "../measure/statistics.ts";
import { figureOf } from "../report/figures.ts";
import { type GateOutcome, judge } from "../report/gate.ts";
import type { Figure, Value } from "../report/result.ts";
import { BARE_MERGE, BARE_WALK, COCO, phaseOf } from "./phases.ts";
import type { StateSizes } from "./state-sizes.ts";

/** Bytes of the store by the number of files. */
export type FileSizes = Map<number, number>;

const WARM = 10_000;

interface Judged {
  readonly gates: readonly GateOutcome[];
  readonly values: readonly Value[];
}

/** The limits for unchanged items of a source in memory. */
export function itemGates(figures: readonly Figure[], items: readonly number[], sizes: StateSizes): Judged {
  const perItem = microsecondsPerItem(figures, COCO, "no change", items);
  const greatest = items.at(-1) ?? 0;
  const halves = figureOf(figures, COCO, phaseOf("no change", greatest))?.runs.map(
    ({ work }) => Number(work["second half us"]) / Number(work["first half us"]),
  );
  const empty = figureOf(figures, COCO, phaseOf("no change", 0))?.peakMegabytes ?? Number.NaN;
  const over = items.map(
    (count) => (figureOf(figures, COCO, phaseOf("no change", count))?.peakMegabytes ?? Number.NaN) - empty,
  );
  const gates = [
    judge({ what: "CPU of an unchanged item", value: perItem, must: 4, aim: 2, unit: "us" }),
    judge({
      what: `second half of ${greatest.toLocaleString("en-US")} items / first`,
      value: median(halves ?? []),
      must: 1.2,
      unit: "x",
    }),
    judge({ what: "peak RSS over an empty run, any size, no change", value: Math.max(...over), must: 90, unit: "MB" }),
    judge({
      what: "bytes of state per item (path of 48 bytes, memo, 5 rows)",
      value: sizes.numberKeys,
      must: 420,
      aim: 300,
      unit: "bytes",
    }),
    judge({
      what: "bytes of function memos / bytes of their vectors",
      value: sizes.functionMemos,
      must: 1.1,
      unit: "x",
    }),
  ];
  const values = [
    {
      what: "CPU of an unchanged item, bare merge",
      value: microsecondsPerItem(figures, BARE_MERGE, "no change", items),
      unit: "us",
    },
    { what: "CPU of a new item", value: microsecondsPerItem(figures, COCO, "full", items), unit: "us" },
    { what: "peak RSS over an empty run, full", value: fullOver(figures, items), unit: "MB" },
    { what: "bytes of state per item where keys of rows hold the path", value: sizes.pathKeys, unit: "bytes" },
  ];
  return { gates, values: values.filter(({ value }) => !Number.isNaN(value)) };
}

/** The limits for unchanged files. */
export function fileGates(figures: readonly Figure[], files: readonly number[], sizes: FileSizes): Judged {
  const perFile = microsecondsPerItem(figures, COCO, "no change", files);
  const bare = microsecondsPerItem(figures, BARE_WALK, "no change", files);
  return {
    gates: [
      judge({
        what: "CPU of an unchanged file / walk + stat alone",
        value: perFile / bare,
        must: 1.4,
        aim: 1.2,
        unit: "x",
      }),
    ],
    values: [
      { what: "CPU of an unchanged file", value: perFile, unit: "us" },
      { what: "CPU of walk + stat of a file", value: bare, unit: "us" },
      { what: "CPU of a new file", value: microsecondsPerItem(figures, COCO, "full", files), unit: "us" },
      { what: "bytes of state per file", value: slope([...sizes].map(([x, y]) => ({ x, y }))), unit: "bytes" },
    ].filter(({ value }) => !Number.isNaN(value)),
  };
}

/** Where slopes start: at ten thousand items, when code is warm, or at the least size. */
export function slopeStart(items: readonly number[]): number {
  return items.length > 2 && items.includes(WARM) ? WARM : (items[0] ?? 0);
}

/** Between the start of slopes and the most items: what does not grow with the items is off. */
function microsecondsPerItem(
  figures: readonly Figure[],
  program: string,
  phase: "full" | "no change",
  items: readonly number[],
): number {
  const ends = [slopeStart(items), items.at(-1) ?? 0].map((count) => ({
    x: count,
    y: 1000 * (figureOf(figures, program, phaseOf(phase, count))?.cpuMilliseconds ?? Number.NaN),
  }));
  return slope(ends);
}

function fullOver(figures: readonly Figure[], items: readonly number[]): number {
  const peak = (count: number): number => figureOf(figures, COCO, phaseOf("full", count))?.peakMegabytes ?? Number.NaN;
  return Math.max(...items.map(peak)) - peak(0);
}
