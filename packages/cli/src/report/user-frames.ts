import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const OURS = "@coco/";
const MOST_FRAMES = 5;
const packageNames = new Map<string, string>();

/** The lines of an error's trace that are in the user's own code, innermost first, with paths as written from here. */
export function userFrames(error: Error): string[] {
  const frames: string[] = [];
  for (const line of (error.stack ?? "").split("\n")) {
    const found = /^\s+at (?:(.+?) \()?((?:file:\/\/|\/|[A-Za-z]:\\).+?):(\d+):(\d+)\)?$/.exec(line);
    if (found === null) continue;
    const [, name, location = "", row, column] = found;
    const file = location.startsWith("file:") ? fileURLToPath(location) : location;
    if (!isUsers(file)) continue;
    const place = `${path.relative("", file)}:${row}:${column}`;
    frames.push(name === undefined ? `at ${place}` : `at ${name.replace(/^async /, "")} (${place})`);
    if (frames.length === MOST_FRAMES) break;
  }
  return frames;
}

function isUsers(file: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(file) && !packageNameOf(path.dirname(file)).startsWith(OURS);
}

/** The name of the package that a folder belongs to; "" where there is none. */
function packageNameOf(folder: string): string {
  const known = packageNames.get(folder);
  if (known !== undefined) return known;
  const parent = path.dirname(folder);
  const name = nameIn(path.join(folder, "package.json")) ?? (parent === folder ? "" : packageNameOf(parent));
  packageNames.set(folder, name);
  return name;
}

function nameIn(manifest: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(manifest, "utf8")) as { name?: string }).name ?? "";
  } catch {
    return undefined;
  }
}
