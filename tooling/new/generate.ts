import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { addDependency } from "./add-dependency.ts";
import { fillTemplate, type TemplateNames, templateNames } from "./template-names.ts";

export const kinds = ["connector", "ops", "example"] as const;
export type Kind = (typeof kinds)[number];

const SUFFIX = ".template";
const templates: string = path.join(import.meta.dirname, "templates");

/** Files of a template that do not go into the package itself. */
const elsewhere: Readonly<Record<string, (names: TemplateNames, kind: Kind) => string>> = {
  "docs-page.md": ({ name }) => `docs/connectors/${name}.md`,
  "docs-example.ts": ({ name }) => `docs/connectors/examples/${name}.ts`,
  "changeset.md": ({ name }, kind) => `.changeset/new-${kind}-${name}.md`,
};

export function packageFolder(kind: Kind, name: string): string {
  return kind === "example" ? `examples/${name}` : `packages/${kind}-${name}`;
}

/**
 * Writes a new package into the repository at `root`, from the template of its kind. Gives the files, relative to the root.
 * @throws Error for a name that cannot be used, or that is taken; nothing is written then.
 */
export function generate(root: string, kind: Kind, name: string): readonly string[] {
  const names = templateNames(name);
  const folder = packageFolder(kind, name);
  const written = globSync(`**/*${SUFFIX}`, { cwd: path.join(templates, kind) })
    .sort()
    .map((file) => {
      const plain = fillTemplate(file.slice(0, -SUFFIX.length), names).split(path.sep).join("/");
      // Dots of hidden files would hide the templates too.
      const place = elsewhere[plain]?.(names, kind) ?? `${folder}/${plain.replace(/(^|\/)dot-/, "$1.")}`;
      return { place, text: fillTemplate(readFileSync(path.join(templates, kind, file), "utf8"), names) };
    });
  const taken = [folder, ...written.map(({ place }) => place)].find((place) => existsSync(path.join(root, place)));
  if (taken !== undefined) throw new Error(`${taken} is there already.`);
  for (const { place, text } of written) {
    mkdirSync(path.dirname(path.join(root, place)), { recursive: true });
    writeFileSync(path.join(root, place), text);
  }
  // The page's program runs among the documents' own.
  if (kind === "connector") addDependency(path.join(root, "docs/package.json"), `@coco/connector-${name}`);
  return written.map(({ place }) => place);
}
