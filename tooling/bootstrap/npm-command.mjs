// @ts-check

/**
 * How npm is started here: the very npm that runs this script if there is one, else the one on PATH.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ command: string, leading: string[], shell: boolean }}
 */
export function npmCommand(environment) {
  const script = environment["npm_execpath"];
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) {
    return { command: process.execPath, leading: [script], shell: false };
  }
  const windows = process.platform === "win32";
  return { command: windows ? "npm.cmd" : "npm", leading: [], shell: windows };
}
