import type { Watched } from "./each-snapshot.ts";
import { showBlock } from "./show-block.ts";
import { showLines } from "./show-lines.ts";

/**
 * Shows how an update goes until the function that this gives is called: on a terminal as one block that is painted over,
 * else as a line now and then. On standard error, so that the answer can be piped.
 */
export function showProgress(app: string, handle: Watched): () => void {
  return process.stderr.isTTY ? showBlock(app, handle, process.stderr) : showLines(app, handle);
}
