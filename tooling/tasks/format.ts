// `pnpm format`: lays out the code and applies the safe corrections of the linter.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "../repository-root.ts";

const bin = path.join(repositoryRoot, "node_modules", ".bin");
const files = process.argv.slice(2);
const lint = spawnSync(path.join(bin, "oxlint"), ["--fix", "--quiet", ...files], {
  cwd: repositoryRoot,
  stdio: "inherit",
});
const format = spawnSync(path.join(bin, "biome"), ["format", "--write", ...files], {
  cwd: repositoryRoot,
  stdio: "inherit",
});
process.exitCode = lint.status === 0 && format.status === 0 ? 0 : 1;
