import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { Application } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { repositoryFolder, siteFolder } from "./places.ts";

/** A published package. */
interface Published {
  readonly name: string;
  /** The file that its main entry is made from. */
  readonly entry: string;
}

/** Writes a page for each export of each published package, made from its comments. */
export async function writeReference(folder: string): Promise<void> {
  const options: Partial<PluginOptions> = {
    entryFileName: "index",
    fileExtension: ".md",
    hideBreadcrumbs: true,
    hidePageHeader: true,
    expandObjects: false,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    useCodeBlocks: true,
    sanitizeComments: true,
  };
  const application = await Application.bootstrapWithPlugins({
    name: "Reference",
    entryPoints: publishedPackages().map(({ entry }) => entry),
    tsconfig: path.join(siteFolder, "reference.tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    basePath: path.join(repositoryFolder, "packages"),
    readme: "none",
    githubPages: false,
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    logLevel: "Error",
    validation: false,
    skipErrorChecking: true,
    outputs: [{ name: "markdown", path: folder }],
    ...(options as object),
  });
  const project = await application.convert();
  if (project === undefined) throw new Error("The reference could not be made: see the errors above.");
  for (const module of project.children ?? []) module.name = nameOfEntry(module.name);
  await application.generateOutputs(project);
}

function publishedPackages(): Published[] {
  return globSync("packages/*/package.json", { cwd: repositoryFolder })
    .sort()
    .flatMap((file) => {
      const manifest = JSON.parse(readFileSync(path.join(repositoryFolder, file), "utf8")) as Manifest;
      const main = manifest.exports?.["."];
      if (manifest.private === true || typeof main !== "object") return [];
      return [{ name: manifest.name, entry: path.join(repositoryFolder, path.dirname(file), main["coco-source"]) }];
    });
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, { readonly "coco-source": string }>>;
}

/** `connector-lancedb/src` → `connector-lancedb`. */
function nameOfEntry(name: string): string {
  return name.replace(/\/src(?:\/index)?$/, "");
}
