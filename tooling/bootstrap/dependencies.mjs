// @ts-check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BootstrapError } from "./bootstrap-error.mjs";
import { registrySettings } from "./registry-settings.mjs";

/**
 * Installs what the lockfile says, unless that is what is installed already.
 * @param {string} root the repository's folder
 * @param {import("./toolchain.mjs").Toolchain} toolchain
 * @returns {boolean} whether there was anything to do
 */
export function installDependencies(root, toolchain) {
  const stamp = join(root, "node_modules", ".coco-installed");
  const wanted = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  process.stdout.write("• installing the dependencies; the first time takes about a minute …\n");
  const result = spawnSync(
    toolchain.pnpm,
    ["install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only", "--loglevel=warn"],
    {
      cwd: root,
      env: { ...toolchain.environment, ...registrySettings(toolchain.environment) },
      encoding: "utf8",
      shell: process.platform === "win32",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (result.status !== 0) {
    const output = `${result.error?.message ?? ""}${result.stdout ?? ""}${result.stderr ?? ""}`;
    throw new BootstrapError(
      `The dependencies could not be installed.\n${output
        .trim()
        .split("\n")
        .slice(-20)
        .map((line) => `  ${line}`)
        .join("\n")}`,
      "If the lockfile does not fit a package.json that you changed, run `pnpm install`. If a download failed, check the connection and the registry of your npm settings, then run the same command again.",
    );
  }
  writeFileSync(stamp, wanted);
  return true;
}

/**
 * What an installation depends on: the lockfile, the workspace's settings and every manifest.
 * @param {string} root
 */
function fingerprint(root) {
  const hash = createHash("sha256");
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"];
  for (const group of ["packages", "examples"]) {
    for (const name of readdirSync(join(root, group)).sort()) files.push(`${group}/${name}/package.json`);
  }
  files.push("benchmarks/package.json");
  for (const file of files) {
    const path = join(root, file);
    if (!existsSync(path)) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}
