import type { Repository, Rule, WorkspacePackage } from "./rule.ts";

type Layer = "kit" | "engine" | "beside" | "top";

/** What each layer may depend on at run time. Tests may join what they like. */
const BELOW: Readonly<Record<Layer, readonly Layer[]>> = {
  kit: [],
  engine: ["kit"],
  beside: ["kit"],
  top: ["kit", "engine", "beside", "top"],
};

/** Packages of the same layer that another may build on. */
const SHARED: ReadonlySet<string> = new Set(["@coco/syntax", "@coco/property-graph"]);

export const dependencyDirection: Rule = {
  name: "dependencies point down only",
  check: (repository) =>
    repository.packages
      .filter(({ folder }) => folder.startsWith("packages/"))
      .flatMap((one) => violations(one, repository)),
};

function violations({ folder, manifest }: WorkspacePackage, repository: Repository): string[] {
  const allowed = BELOW[layerOf(manifest.name)];
  const fits = (name: string): boolean => name === manifest.name || SHARED.has(name) || allowed.includes(layerOf(name));
  const found: string[] = [];
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (name.startsWith("@coco/") && !fits(name))
      found.push(`${folder}/package.json: ${manifest.name} must not depend on ${name}`);
  }
  for (const file of repository.files) {
    if (
      !file.startsWith(`${folder}/src/`) ||
      !file.endsWith(".ts") ||
      /\.(?:test|test-d|fixture)\.ts$/.test(file) ||
      file.includes("/testing/")
    )
      continue;
    for (const [, name] of (repository.text(file) ?? "").matchAll(/(?:from|import\()\s*"(@coco\/[\w-]+)/g)) {
      if (name !== undefined && !fits(name)) found.push(`${file}: ${manifest.name} must not import ${name}`);
    }
  }
  return found;
}

function layerOf(name: string): Layer {
  if (name === "@coco/connectorkit") return "kit";
  if (name === "@coco/core") return "engine";
  return /^@coco\/(?:connector-|ops-|code-match$|property-graph$|syntax$)/.test(name) ? "beside" : "top";
}
