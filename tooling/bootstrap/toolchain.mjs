// @ts-check
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { BootstrapError } from "./bootstrap-error.mjs";
import { npmCommand } from "./npm-command.mjs";
import { registrySettings } from "./registry-settings.mjs";
import { FETCHED_NODE, isAtLeast, OLDEST_NODE, pinnedPnpm } from "./versions.mjs";

/**
 * @typedef {object} Toolchain
 * @property {string} node path of a Node that is recent enough
 * @property {string} pnpm path (or, when it is on PATH, the name) of a pnpm of the pinned major version
 * @property {NodeJS.ProcessEnv} environment for everything started with it
 * @property {string[]} fetched what had to be downloaded, for the log
 */

/**
 * A Node and a pnpm for this repository: the machine's own where they fit, else fetched from the npm registry
 * into the ignored folder `.tooling`. Nothing is installed outside of the repository.
 * @param {string} root the repository's folder
 * @returns {Toolchain}
 */
export function ensureToolchain(root) {
  const home = join(root, ".tooling");
  const bin = join(home, "bin");
  const version = pinnedPnpm(root);
  /** @type {string[]} */
  const fetched = [];
  const ownNode = isAtLeast(process.version, OLDEST_NODE);
  if (ownNode && pnpmFits("pnpm", process.env, version)) {
    return { node: process.execPath, pnpm: "pnpm", environment: process.env, fetched };
  }
  /** @type {NodeJS.ProcessEnv} */
  const environment = { ...process.env };
  environment["PATH"] = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;

  const executable = process.platform === "win32" ? ".exe" : "";
  const pnpmPackage = `@pnpm/exe.${platformName("pnpm")}`;
  const pnpm = join(home, `pnpm-${version}`, "node_modules", pnpmPackage, `pnpm${executable}`);
  if (!existsSync(pnpm)) {
    install(home, `pnpm-${version}`, `${pnpmPackage}@${version}`, (folder) =>
      npmInstall(folder, `${pnpmPackage}@${version}`),
    );
    fetched.push(`pnpm ${version}`);
  }

  let node = process.execPath;
  if (!ownNode) {
    const nodePackage = `node-${platformName("node")}`;
    const installed = join(home, `node-${FETCHED_NODE}`, "node_modules", nodePackage, "bin", `node${executable}`);
    if (!existsSync(installed)) {
      install(home, `node-${FETCHED_NODE}`, `${nodePackage}@${nodeRange()}`, (folder) =>
        pnpmInstall(folder, pnpm, nodePackage, environment),
      );
      fetched.push(`Node ${FETCHED_NODE}`);
    }
    node = installed;
  }
  link(bin, `node${executable}`, node);
  link(bin, `pnpm${executable}`, pnpm);
  return { node, pnpm, environment, fetched };
}

/** On Linux the exact version is served everywhere; elsewhere the newest of the line is taken. */
function nodeRange() {
  return process.platform === "linux" ? FETCHED_NODE : `^${FETCHED_NODE.split(".")[0]}`;
}

/**
 * The end of the package's name that carries this platform's binary.
 * @param {"node" | "pnpm"} what
 */
function platformName(what) {
  // Node's packages say "win" where pnpm's say "win32"; all else is called alike.
  const system = what === "node" && process.platform === "win32" ? "win" : process.platform;
  return `${system}-${process.arch}`;
}

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} version
 */
function pnpmFits(command, environment, version) {
  const answer = spawnSync(command, ["--version"], {
    encoding: "utf8",
    env: environment,
    shell: process.platform === "win32",
  });
  // Another major version would throw an existing node_modules away.
  return answer.status === 0 && answer.stdout.trim().split(".")[0] === version.split(".")[0];
}

/**
 * Fills a folder beside its final place and moves it there in one step: a stopped download leaves nothing half-done.
 * @param {string} home
 * @param {string} name
 * @param {string} what
 * @param {(folder: string) => { ok: boolean, output: string }} fill
 */
function install(home, name, what, fill) {
  mkdirSync(home, { recursive: true });
  for (const left of readdirSync(home)) {
    if (left.startsWith(`${name}.partial-`)) rmSync(join(home, left), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(home, `${name}.partial-`));
  const result = fill(folder);
  if (!result.ok) {
    rmSync(folder, { recursive: true, force: true });
    throw new BootstrapError(
      `${what} could not be fetched from the npm registry.\n${tellingLines(result.output)}`,
      `Check the connection and the registry of your npm settings (npm config get registry), or install Node >= ${OLDEST_NODE} and pnpm yourself; then run the same command again.`,
    );
  }
  rmSync(join(home, name), { recursive: true, force: true });
  renameSync(folder, join(home, name));
}

/**
 * @param {string} folder
 * @param {string} spec
 */
function npmInstall(folder, spec) {
  const npm = npmCommand(process.env);
  const flags = [
    "--ignore-scripts",
    "--no-save",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--fetch-retries=1",
  ];
  return run(
    npm.command,
    [...npm.leading, "install", "--prefix", folder, ...flags, spec],
    process.env,
    folder,
    npm.shell,
  );
}

/**
 * @param {string} folder
 * @param {string} pnpm
 * @param {string} nodePackage
 * @param {NodeJS.ProcessEnv} environment
 */
function pnpmInstall(folder, pnpm, nodePackage, environment) {
  writeFileSync(
    join(folder, "package.json"),
    `${JSON.stringify({ private: true, dependencies: { [nodePackage]: nodeRange() } })}\n`,
  );
  const flags = [
    "--ignore-workspace",
    "--ignore-scripts",
    "--no-lockfile",
    "--node-linker=hoisted",
    "--package-import-method=copy",
  ];
  return run(pnpm, ["install", ...flags], { ...environment, ...registrySettings(environment) }, folder, false);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} folder
 * @param {boolean} shell
 */
function run(command, args, environment, folder, shell) {
  const result = spawnSync(command, args, { cwd: folder, env: environment, encoding: "utf8", shell });
  const output = `${result.error === undefined ? "" : `${result.error.message}\n`}${result.stdout ?? ""}${result.stderr ?? ""}`;
  return { ok: result.status === 0, output };
}

/**
 * npm says what happened first, pnpm last: both ends are worth reading.
 * @param {string} output
 */
function tellingLines(output) {
  const lines = output.trim().split("\n");
  const kept = lines.length > 12 ? [...lines.slice(0, 6), "…", ...lines.slice(-5)] : lines;
  return kept.map((line) => `  ${line}`).join("\n");
}

/**
 * @param {string} bin
 * @param {string} name
 * @param {string} target
 */
function link(bin, name, target) {
  mkdirSync(bin, { recursive: true });
  const place = join(bin, name);
  const fresh = `${place}.${process.pid}`;
  rmSync(fresh, { force: true });
  symlinkSync(target, fresh);
  mkdirSync(dirname(place), { recursive: true });
  renameSync(fresh, place);
}
