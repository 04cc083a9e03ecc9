import type { WrapSite } from "./function-definition.ts";

/** This function, then the one that calls it, then the caller that is asked for. */
const FRAMES = 3;

/**
 * Where the function that calls this one was called, from V8. Where the runtime cannot tell (`util.getCallSites` is
 * missing, or the code was evaluated from a string) the answer is `undefined`, and change detection falls back to the
 * function's own text. The position is that of the running code, never mapped back: the engine follows maps itself.
 */
export function captureWrapSite(): WrapSite | undefined {
  const caller = process.getBuiltinModule("node:util").getCallSites?.(FRAMES, { sourceMap: false })[FRAMES - 1];
  if (caller === undefined || caller.scriptName === "" || caller.scriptName.startsWith("node:")) return undefined;
  return { file: caller.scriptName, line: caller.lineNumber, column: caller.columnNumber };
}
