import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { getCallSites } from "node:util";

const FRAMES = 100;

/**
 * The file of the application that called into this package: the nearest frame of the call stack that is neither one of
 * `ownModules` (URLs) nor a package's code. `undefined` where the stack names none: a callback of the runtime, code
 * evaluated from a string. In an application bundled into one file, that file is the application's and this module's.
 */
export function callingFile(ownModules: readonly string[]): string | undefined {
  for (const { scriptName } of getCallSites(FRAMES)) {
    if (scriptName === import.meta.url || ownModules.includes(scriptName)) continue;
    const file = scriptName.startsWith("file:") ? fileURLToPath(scriptName) : scriptName;
    if (isApplicationFile(file)) return file;
  }
  const own = fileURLToPath(import.meta.url);
  return isApplicationFile(own) ? own : undefined;
}

function isApplicationFile(file: string): boolean {
  return isAbsolute(file) && !/[\\/]node_modules[\\/]/.test(file);
}
