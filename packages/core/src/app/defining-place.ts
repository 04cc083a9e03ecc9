import { fileURLToPath } from "node:url";

/** Where an app was defined. */
export interface DefiningPlace {
  /** The file, where it is one. */
  readonly file: string | undefined;
  /** File, line and column; equal for one call of `app` that is evaluated again. */
  readonly text: string;
}

/** The place of the call of `app`, as far as the runtime can tell. */
export function definingPlace(): DefiningPlace | undefined {
  const sites = process.getBuiltinModule("node:util").getCallSites?.(8) ?? [];
  const own = sites.findIndex((site) => site.functionName === "app");
  const caller = own < 0 ? undefined : sites[own + 1];
  if (caller === undefined || caller.scriptName === "") return undefined;
  const file = pathOf(caller.scriptName);
  return { file, text: `${file ?? caller.scriptName}:${caller.lineNumber}:${caller.columnNumber}` };
}

function pathOf(scriptName: string): string | undefined {
  if (scriptName.startsWith("file:")) return fileURLToPath(scriptName);
  return scriptName.startsWith("/") || /^[A-Za-z]:[\\/]/.test(scriptName) ? scriptName : undefined;
}
