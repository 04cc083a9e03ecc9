// `pnpm release:rehearse`: builds, then does what a release does, with a registry of this machine.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "../repository-root.ts";
import { runTurbo } from "../turbo/run-turbo.ts";

const build = await runTurbo(["build"]);
if (build.exitCode !== 0) process.exitCode = build.exitCode;
else {
  const program = path.join(repositoryRoot, "tooling", "release", "src", "main.ts");
  const { status } = spawnSync(process.execPath, [program], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
