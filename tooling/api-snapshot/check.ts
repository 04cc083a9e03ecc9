// Run in a package's folder: fails when the built declarations are not those committed in api.d.ts.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { builtDeclarations, SNAPSHOT_FILE } from "./declarations.ts";
import { differingLines } from "./differing-lines.ts";

const folder = process.cwd();
const built = await builtDeclarations(folder);
const committed = await readFile(path.join(folder, SNAPSHOT_FILE), "utf8").catch(() => "");
if (built !== committed) {
  console.error(differingLines(committed, built).join("\n"));
  console.error(
    `\nerror: the public API of ${path.basename(folder)} is not what ${SNAPSHOT_FILE} says.\n` +
      "If the change is meant: `pnpm api:update`, look at the difference, commit it with a changeset (`pnpm changeset`).",
  );
  process.exitCode = 1;
}
