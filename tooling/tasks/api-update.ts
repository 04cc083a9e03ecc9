// `pnpm api:update`: accepts the public API as it is now.
import { globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { builtDeclarations, SNAPSHOT_FILE } from "../api-snapshot/declarations.ts";
import { repositoryRoot } from "../repository-root.ts";
import { runTurbo } from "../turbo/run-turbo.ts";

const build = await runTurbo(["build"]);
process.exitCode = build.exitCode;
for (const { folder, exitCode } of build.tasks) {
  if (exitCode !== 0 || globSync("dist/**/*.d.mts", { cwd: path.join(repositoryRoot, folder) }).length === 0) continue;
  const file = path.join(repositoryRoot, folder, SNAPSHOT_FILE);
  const declarations = await builtDeclarations(path.join(repositoryRoot, folder));
  if ((await readFile(file, "utf8").catch(() => undefined)) === declarations) continue;
  await writeFile(file, declarations);
  console.log(`updated ${folder}/${SNAPSHOT_FILE}`);
}
