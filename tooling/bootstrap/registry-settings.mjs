// @ts-check
import { spawnSync } from "node:child_process";
import { npmCommand } from "./npm-command.mjs";

/** Settings that say how a registry is reached, which npm takes from more places than pnpm does. */
const COPIED = ["registry", "cafile", "proxy", "https_proxy", "noproxy", "strict_ssl"];

/**
 * The user's npm settings about the registry, as pnpm reads them: pnpm looks at `pnpm_config_*`, not at
 * `npm_config_*`. What the user set for pnpm wins.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Record<string, string>}
 */
export function registrySettings(environment) {
  /** @type {Record<string, string>} */
  const settings = {};
  for (const name of COPIED) {
    const value = environment[`npm_config_${name}`] ?? environment[`NPM_CONFIG_${name.toUpperCase()}`];
    if (value !== undefined && value !== "" && environment[`pnpm_config_${name}`] === undefined) {
      settings[`pnpm_config_${name}`] = value;
    }
  }
  if (settings["pnpm_config_registry"] === undefined && environment["pnpm_config_registry"] === undefined) {
    const registry = askNpm(environment);
    if (registry !== undefined) settings["pnpm_config_registry"] = registry;
  }
  return settings;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined}
 */
function askNpm(environment) {
  const npm = npmCommand(environment);
  const answer = spawnSync(npm.command, [...npm.leading, "config", "get", "registry"], {
    encoding: "utf8",
    env: environment,
    shell: npm.shell,
  });
  const registry = answer.stdout?.trim();
  return answer.status === 0 && registry?.startsWith("http") ? registry : undefined;
}
