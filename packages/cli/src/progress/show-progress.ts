import type { UpdateStats } from "@coco/core";
import { LiveBlock } from "../output/live-block.ts";
import { noteLine } from "../output/print.ts";
import { style } from "../output/style.ts";
import { progressLine, progressRows } from "./progress-rows.ts";

const REPAINT_MS = 100;
const LINE_MS = 10_000;

/**
 * Shows how a run goes until the function that this gives is called: on a terminal as one block that is painted over,
 * else as a line now and then. On standard error, so that the answer can be piped.
 */
export function showProgress(app: string, stats: () => UpdateStats): () => void {
  if (!process.stderr.isTTY) {
    const timer = setInterval(() => noteLine(progressLine(app, stats())), LINE_MS).unref();
    return () => clearInterval(timer);
  }
  const block = new LiveBlock(process.stderr, [process.stdout]);
  const paint = (): void => {
    block.paint(progressRows(app, stats()), (line, index) =>
      index === 0 ? style("bold", line, process.stderr) : line,
    );
  };
  paint();
  const timer = setInterval(paint, REPAINT_MS).unref();
  return () => {
    clearInterval(timer);
    block.close();
  };
}
