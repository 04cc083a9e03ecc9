// @ts-check
// The door to every root script. It runs on any Node from 20 on, has no dependencies, brings a Node and a pnpm that fit
// when the machine's do not, installs what the lockfile says, and hands over to `tooling/tasks`.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BootstrapError } from "./bootstrap-error.mjs";
import { onClosedPipe } from "./closed-pipe.mjs";
import { installDependencies } from "./dependencies.mjs";
import { checkWritable, fileSystemError } from "./not-writable.mjs";
import { ensureToolchain } from "./toolchain.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [task = "setup", ...rest] = process.argv.slice(2);

// The work goes on: what it comes to is said by the exit code too.
onClosedPipe(() => {});

try {
  checkWritable(root);
  const started = performance.now();
  const toolchain = ensureToolchain(root);
  if (toolchain.fetched.length > 0) report(`fetched ${toolchain.fetched.join(" and ")} into .tooling`, started);
  const installing = performance.now();
  const changed = installDependencies(root, toolchain);
  if (changed) report("installed the dependencies", installing);
  if (task === "setup") {
    const path =
      toolchain.pnpm === "pnpm" ? "" : ` For this shell: export PATH="${join(root, ".tooling", "bin")}:$PATH"`;
    process.stdout.write(`Ready.${path}\n`);
  } else {
    const script = join(root, "tooling", "tasks", `${task.replace(":", "-")}.ts`);
    const result = spawnSync(toolchain.node, [script, ...rest], { stdio: "inherit", env: toolchain.environment });
    process.exitCode = result.status ?? 1;
  }
} catch (error) {
  const known = error instanceof BootstrapError ? error : fileSystemError(error);
  if (known === undefined) throw error;
  process.stderr.write(`\nerror: ${known.message}\n\n${known.hint}\n`);
  process.exitCode = 1;
}

/**
 * @param {string} what
 * @param {number} since
 */
function report(what, since) {
  process.stdout.write(`• ${what} (${((performance.now() - since) / 1000).toFixed(1)} s)\n`);
}
