import * as util from "node:util";
import type { AnyFunction, WrapSite } from "./function-definition.ts";

/**
 * The place that called `above`, from V8. Where the runtime cannot tell (`util.getCallSites` is missing, or the code
 * was evaluated from a string) the answer is `undefined`, and change detection falls back to the function's own text.
 */
export function captureWrapSite(above: AnyFunction): WrapSite | undefined {
  const sites = util.getCallSites?.(16);
  if (sites === undefined) return undefined;
  const index = sites.findIndex((site) => site.functionName === above.name && site.scriptName.includes("connectorkit"));
  const caller = sites[index + 1];
  if (index < 0 || caller === undefined || caller.scriptName === "" || caller.scriptName.startsWith("node:")) {
    return undefined;
  }
  return { file: caller.scriptName, line: caller.lineNumber, column: caller.columnNumber };
}
