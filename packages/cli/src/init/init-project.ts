import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../usage-error.ts";
import { lintRules } from "./lint-rules.ts";
import { cannotWrite, makeFolder } from "./make-folder.ts";
import { projectManifest } from "./project-manifest.ts";
import type { Template } from "./template.ts";

/** Beside `src/init` in a checkout and beside `dist` where it is installed. */
const FOLDERS = [path.join(import.meta.dirname, "../templates"), path.join(import.meta.dirname, "../../templates")];

/** Names that npm does not pack, or would take for its own. */
const NAMES: Readonly<Record<string, string>> = { gitignore: ".gitignore", "env.example": ".env.example" };

/**
 * Writes a project into a folder, made where needed; gives the names of its files.
 * @throws UsageError where one of them is there already: nothing is written then.
 */
export function initProject(folder: string, template: Template): readonly string[] {
  const name = packageName(path.basename(folder));
  const from = path.join(FOLDERS.find((one) => existsSync(one)) ?? "", template.name);
  const files = new Map<string, string>([
    ["package.json", projectManifest(name, template)],
    [".oxlintrc.json", lintRules()],
  ]);
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const inside = path.relative(from, path.join(entry.parentPath, entry.name));
    const text = readFileSync(path.join(from, inside), "utf8").replaceAll("__NAME__", name);
    files.set(NAMES[inside] ?? inside, text);
  }
  const names = [...files.keys()].sort();
  const there = names.filter((one) => existsSync(path.join(folder, one)));
  if (there.length > 0) {
    throw new UsageError(
      `There is already ${there.join(", ")} in ${path.relative("", folder) || "this folder"}: nothing was written.`,
      "Name a new folder: coco init NAME.",
    );
  }
  for (const [file, text] of files) {
    const place = path.join(folder, file);
    makeFolder(path.dirname(place));
    try {
      writeFileSync(place, text);
    } catch (error) {
      throw cannotWrite(place, error);
    }
  }
  return names;
}

/** What npm takes for a name. */
function packageName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9._~-]+/g, "-")
    .replace(/^[-._~]+/, "");
  return name === "" ? "coco-project" : name;
}
