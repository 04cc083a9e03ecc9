import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Fnv64 } from "./fnv64.ts";
import type { ProjectSummary } from "./summary.ts";

/** Brings the output folder up to date; gives the number of files written or deleted. */
export function writeOutput(root: string, summaries: readonly ProjectSummary[]): number {
  const collections = summaries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, fileCount, sectionCount, json }) => ({
      file_count: fileCount,
      name,
      section_count: sectionCount,
      summary_digest: new Fnv64().text(json).hex(),
      summary_path: `projects/${name}.json`,
    }));
  const wanted = new Map(summaries.map(({ name, json }) => [`projects/${name}.json`, json]));
  const manifest = {
    collection_count: collections.length,
    collection_kind: "project",
    collections,
    profile: "mixed",
    scenario: "codebase",
  };
  wanted.set("manifest.json", JSON.stringify(manifest));
  mkdirSync(path.join(root, "projects"), { recursive: true });
  let rebuilt = 0;
  for (const [name, text] of wanted) {
    const file = path.join(root, name);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    writeFileSync(file, text);
    rebuilt += 1;
  }
  for (const name of filesOf(root)) {
    if (wanted.has(name)) continue;
    rmSync(path.join(root, name));
    rebuilt += 1;
  }
  return rebuilt;
}

/** A hash of the names and bytes of all files of a folder. */
export function treeHash(root: string): string {
  const hash = new Fnv64();
  for (const name of filesOf(root))
    hash
      .text(`${name}\0`)
      .bytes(readFileSync(path.join(root, name)))
      .text("\0");
  return hash.hex();
}

function filesOf(root: string): string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}
