// `pnpm bench NAME [options]`: builds the packages, then measures them; benchmarks/README.md says what there is.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "../repository-root.ts";
import { runTurbo } from "../turbo/run-turbo.ts";

const build = await runTurbo(["build"]);
if (build.exitCode !== 0) process.exitCode = build.exitCode;
else {
  const program = path.join(repositoryRoot, "benchmarks", "src", "main.ts");
  const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
