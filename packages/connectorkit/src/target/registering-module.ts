import { fileURLToPath } from "node:url";

/** This function, then `registerRootTargets`, then the one that calls it. */
const FRAMES = 3;

/** The file that calls the function that calls this one, as far as the runtime can tell. */
export function registeringModule(): string | undefined {
  const name = process.getBuiltinModule("node:util").getCallSites?.(FRAMES, { sourceMap: false })[
    FRAMES - 1
  ]?.scriptName;
  if (name === undefined || name === "" || name.startsWith("node:")) return undefined;
  // What is loaded anew, after an edit, often has the same address but for its query.
  const address = name.replace(/[?#].*$/, "");
  try {
    return address.startsWith("file:") ? fileURLToPath(address) : address;
  } catch {
    return address;
  }
}

/** Whether two files are one module: evaluated again, or of two installed copies of one package. */
export function isSameModule(one: string, other: string): boolean {
  return insidePackages(one) === insidePackages(other);
}

function insidePackages(file: string): string {
  return (
    file
      .split(/[\\/]node_modules[\\/]/)
      .at(-1)
      ?.replaceAll("\\", "/") ?? file
  );
}
