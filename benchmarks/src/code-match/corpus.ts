import { globSync, statSync } from "node:fs";
import path from "node:path";
import { peersFolder } from "../peers/peer.ts";

const FOLDER = path.join(peersFolder, "code-corpus", "node_modules");
/** Larger files are bundles and data, which nobody searches by hand. */
const MOST_BYTES = 100_000;
const SOURCES = [
  "{viem,effect,zod,ox,rxjs,ethers,@noble,@scure,abitype}/**/*.ts",
  "three/{src,examples/jsm}/**/*.js",
  "{lodash-es,ramda/src}/**/*.js",
];

/** Code as its authors wrote it, of packages that `pnpm bench install code-corpus` installs; in order. */
export function codeCorpus(): { readonly files: readonly string[]; readonly megabytes: number } {
  const files: string[] = [];
  let bytes = 0;
  for (const name of globSync(SOURCES, { cwd: FOLDER }).toSorted()) {
    const file = path.join(FOLDER, name);
    if (name.endsWith(".d.ts") || name.split(path.sep).includes("node_modules")) continue;
    const entry = statSync(file);
    if (!entry.isFile() || entry.size > MOST_BYTES) continue;
    files.push(file);
    bytes += entry.size;
  }
  return { files, megabytes: bytes / 1e6 };
}
