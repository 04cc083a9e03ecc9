import type { UpdateSnapshot } from "@coco/core";
import { showBlock } from "./show-block.ts";
import { showLines } from "./show-lines.ts";

/** The handle of an update, as far as its progress is concerned. */
export interface Watched {
  stats(): UpdateSnapshot["stats"];
  watch(options: { readonly interval: number }): AsyncIterable<UpdateSnapshot>;
}

/**
 * Shows how an update goes until the function that this gives is called: on a terminal as one block that is painted over,
 * else as a line now and then. On standard error, so that the answer can be piped.
 */
export function showProgress(app: string, handle: Watched): () => void {
  return process.stderr.isTTY ? showBlock(app, handle, process.stderr) : showLines(app, handle);
}

/** Hands every snapshot to `take` until the update is over or the function that this gives is called. */
export function eachSnapshot(handle: Watched, interval: number, take: (snapshot: UpdateSnapshot) => void): () => void {
  let stopped = false;
  void (async () => {
    for await (const snapshot of handle.watch({ interval })) {
      if (stopped) return;
      take(snapshot);
    }
  })().catch(() => undefined); // whoever awaits the update gets it
  return () => {
    stopped = true;
  };
}
