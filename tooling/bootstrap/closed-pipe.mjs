// @ts-check

/**
 * Says what happens when nobody reads the output any more, as with `| head`. Without it Node prints a stack trace.
 * @param {() => void} then
 */
export function onClosedPipe(then) {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== "EPIPE") throw error;
      then();
    });
  }
}
