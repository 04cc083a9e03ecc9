import type { UpdateSnapshot } from "@coco/core";
import { LiveBlock } from "../output/live-block.ts";
import { style } from "../output/style.ts";
import { Following } from "./following.ts";
import { progressBlock } from "./progress-block.ts";
import { eachSnapshot, type Watched } from "./each-snapshot.ts";

/** Ten times a second at most; and once, to move the clock on, where nothing happens. */
const REPAINT_MS = 100;
const CLOCK_MS = 1000;

/** Shows progress as a block at the end of a terminal's output. */
export function showBlock(app: string, handle: Watched, stream: NodeJS.WriteStream): () => void {
  const block = new LiveBlock(stream, [process.stdout]);
  const following = new Following();
  let status: UpdateSnapshot["status"] = "starting";
  const paint = (snapshot: UpdateSnapshot): void => {
    status = snapshot.status;
    const lines = progressBlock(app, snapshot.stats, stream.columns ?? 80, following.since(snapshot));
    block.paint(lines, (line, index) => (index === 0 ? style("bold", line, stream) : line));
  };
  const stop = eachSnapshot(handle, REPAINT_MS, paint);
  const clock = setInterval(() => paint({ status, stats: handle.stats() }), CLOCK_MS).unref();
  return () => {
    stop();
    clearInterval(clock);
    block.close();
  };
}
