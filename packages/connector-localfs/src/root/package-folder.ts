import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const known = new Map<string, string>();

/** The folder of the `package.json` nearest to a file, upwards; where there is none, the file's own folder. */
export function packageFolder(file: string): string {
  const start = dirname(file);
  const remembered = known.get(start);
  if (remembered !== undefined) return remembered;
  const found = nearest(start) ?? start;
  known.set(start, found);
  return found;
}

function nearest(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
