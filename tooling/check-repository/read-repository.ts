import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Manifest, Repository, WorkspacePackage } from "./rule.ts";

export function readRepository(root: string): Repository {
  const files = listFiles(root);
  const texts = new Map<string, string | undefined>();
  const text = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, readText(path.join(root, file)));
    return texts.get(file);
  };
  const packages: WorkspacePackage[] = files
    .filter((file) => /^(?:packages|examples|tooling)\/[^/]+\/package\.json$/.test(file))
    .map((file) => ({ folder: path.posix.dirname(file), manifest: JSON.parse(text(file) ?? "{}") as Manifest }));
  return { root, files, text, packages };
}

/** As git sees it; without git (an unpacked archive) everything that is not made here. */
function listFiles(root: string): string[] {
  try {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return listed
      .split("\0")
      .filter((file) => file !== "" && existsSync(path.join(root, file)))
      .sort();
  } catch {
    const made = /(?:^|\/)(?:node_modules|dist|\.git|\.tooling|\.turbo|\.reports)(?:\/|$)/;
    return globSync("{**,.*,.*/**}", { cwd: root })
      .map((file) => file.split(path.sep).join("/"))
      .filter((file) => !made.test(file) && statSync(path.join(root, file)).isFile())
      .sort();
  }
}

function readText(file: string): string | undefined {
  if (!statSync(file).isFile()) return undefined;
  const bytes = readFileSync(file);
  return bytes.includes(0) ? undefined : bytes.toString("utf8");
}
