import { existsSync } from "node:fs";
import path from "node:path";

/** The file of an app's state store: never found from the working directory. */
export function storePathFor(
  appFile: string | undefined,
  storePath: string | undefined,
  isDefaultEnvironment: boolean,
): string | undefined {
  if (storePath !== undefined) return path.resolve(storePath);
  const named = isDefaultEnvironment ? process.env["COCO_DB"] : undefined;
  if (named !== undefined && named !== "") return path.resolve(named);
  if (appFile === undefined) return undefined;
  return path.join(packageFolderOf(appFile) ?? path.dirname(appFile), ".coco", "state.db");
}

/** The folder of the `package.json` nearest to a file. */
function packageFolderOf(file: string): string | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "package.json"))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}
