import { spawnSync } from "node:child_process";
import path from "node:path";
import { UsageError } from "../command/usage-error.ts";
import { peersFolder, pythonFolder } from "./peer.ts";

/** The corpus is no peer, but is got in the same way: code to be searched. */
const NODE_PEERS = ["llamaindex", "langchain", "ast-grep", "code-corpus"];
const PEERS = ["cocoindex", ...NODE_PEERS];

/** Installs peers into this folder, each with the exact versions that its folder names. Nothing else ever does. */
export function installPeers(names: readonly string[]): void {
  for (const name of names.length === 0 ? PEERS : names) {
    if (!PEERS.includes(name)) throw new UsageError(`There is no peer "${name}"; there are ${PEERS.join(", ")}.`);
    console.log(`• ${name}`);
    if (NODE_PEERS.includes(name)) {
      const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--legacy-peer-deps"];
      run("npm", ["install", ...flags], path.join(peersFolder, name));
    } else {
      run("python3", ["-m", "venv", pythonFolder], peersFolder);
      const requirements = path.join(peersFolder, name, "requirements.txt");
      run(path.join(pythonFolder, "bin", "pip"), ["install", "--quiet", "-r", requirements], peersFolder);
    }
  }
}

function run(file: string, args: readonly string[], folder: string): void {
  const { status, error } = spawnSync(file, args, { cwd: folder, stdio: "inherit" });
  if (status !== 0)
    throw new Error(`${file} ${args.join(" ")} failed in ${folder}: ${error?.message ?? `exit code ${status}`}`);
}
