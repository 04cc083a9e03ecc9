import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface PackageInfo {
  /** The folder of its `package.json`. */
  readonly root: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** `coco.logicVersion`: raised by the package when its output changes. */
  readonly logicVersion: string | undefined;
  readonly exports: unknown;
  readonly imports: unknown;
  readonly main: string | undefined;
}

/** Finds and reads the `package.json` of files, each once. */
export class PackageReader {
  private readonly byFolder = new Map<string, PackageInfo | undefined>();

  /** The nearest package above a file: the one that Node takes its settings from. */
  nearest(file: string): PackageInfo | undefined {
    return this.above(dirname(file), () => true);
  }

  /** The nearest package with a name: some folders hold a bare `{ "type": "module" }`. */
  named(file: string): PackageInfo | undefined {
    return this.above(dirname(file), (found) => found.name !== undefined);
  }

  /** The package whose `package.json` stands in this folder. */
  at(folder: string): PackageInfo | undefined {
    if (!this.byFolder.has(folder)) this.byFolder.set(folder, readPackage(folder));
    return this.byFolder.get(folder);
  }

  private above(start: string, accept: (found: PackageInfo) => boolean): PackageInfo | undefined {
    for (let folder = start; ; folder = dirname(folder)) {
      const found = folder.endsWith("node_modules") ? undefined : this.at(folder);
      if (found !== undefined && accept(found)) return found;
      if (dirname(folder) === folder || folder.endsWith("node_modules")) return undefined;
    }
  }
}

function readPackage(root: string): PackageInfo | undefined {
  let text: string;
  try {
    text = readFileSync(join(root, "package.json"), "utf8");
  } catch {
    return undefined;
  }
  let content: Record<string, unknown>;
  try {
    content = JSON.parse(text) ?? {};
  } catch {
    // Node refuses to run such a package, so nobody asks for it twice.
    content = {};
  }
  const string = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? value : undefined;
  const coco = content["coco"] as { logicVersion?: unknown } | null | undefined;
  const logicVersion = coco?.logicVersion;
  return {
    root,
    name: string(content["name"]),
    version: string(content["version"]),
    logicVersion: typeof logicVersion === "number" ? String(logicVersion) : string(logicVersion),
    exports: content["exports"],
    imports: content["imports"],
    main: string(content["main"]),
  };
}
