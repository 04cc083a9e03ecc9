import { fileURLToPath } from "node:url";
import { getCallSites } from "node:util";

const FRAMES = 100;

/**
 * The file of the application that called into this package: the nearest frame of the call stack that is neither one of
 * `ownModules` (URLs) nor a package's code. `undefined` where the stack names none: a callback of the runtime, code
 * evaluated from a string.
 */
export function callingFile(ownModules: readonly string[]): string | undefined {
  for (const { scriptName } of getCallSites(FRAMES)) {
    if (scriptName === import.meta.url || ownModules.includes(scriptName)) continue;
    const file = scriptName.startsWith("file:") ? fileURLToPath(scriptName) : scriptName;
    if (isApplicationFile(file)) return file;
  }
  return undefined;
}

function isApplicationFile(file: string): boolean {
  if (file === "" || file.startsWith("node:") || file.startsWith("evalmachine.") || file.startsWith("[")) return false;
  return !/[\\/]node_modules[\\/]/.test(file);
}
