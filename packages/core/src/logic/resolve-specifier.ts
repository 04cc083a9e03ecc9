import { realpathSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pickTarget, processConditions } from "./package-exports.ts";
import type { PackageInfo, PackageReader } from "./package-info.ts";
import { countsAsPackage } from "./package-rule.ts";

/** What an import specifier leads to. */
export type Resolution =
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "package"; readonly info: PackageInfo; readonly subpath: string }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "missing" };

const MISSING: Resolution = { kind: "missing" };

/** Resolves specifiers as Node does, and a little more: `./x.js` beside `x.ts`, and `./x`, as bundlers and test runners do. */
export class SpecifierResolver {
  private readonly packages: PackageReader;
  private readonly conditions: ReadonlySet<string>;
  private readonly known = new Map<string, Resolution>();

  constructor(packages: PackageReader, conditions: ReadonlySet<string> = processConditions()) {
    this.packages = packages;
    this.conditions = conditions;
  }

  resolve(specifier: string, from: string): Resolution {
    const key = `${dirname(from)}\0${specifier}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = this.find(specifier, from);
    // What is missing may still be written; everything else stays for the life of the process.
    if (found.kind !== "missing") this.known.set(key, found);
    return found;
  }

  private find(specifier: string, from: string): Resolution {
    if (isBuiltin(specifier)) return { kind: "builtin", name: specifier.replace(/^node:/, "") };
    if (/^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(specifier)) return this.local(toPath(specifier, from));
    if (specifier.startsWith("#")) return this.internal(specifier, from);
    if (/^[a-z][a-z\d+.-]*:/i.test(specifier)) return MISSING;
    return this.bare(specifier, from);
  }

  private local(path: string | undefined): Resolution {
    const file = path === undefined ? undefined : existingFile(path);
    if (file === undefined) return MISSING;
    const info = this.packages.named(file);
    if (info !== undefined && countsAsPackage(file, info)) {
      return { kind: "package", info, subpath: file.slice(info.root.length + 1) };
    }
    return { kind: "file", file };
  }

  private internal(specifier: string, from: string): Resolution {
    const info = this.packages.nearest(from);
    const target = info === undefined ? undefined : pickTarget(info.imports, specifier, this.conditions);
    if (info === undefined || target === undefined) return MISSING;
    return target.startsWith("./")
      ? this.local(join(info.root, target))
      : this.find(target, join(info.root, "package.json"));
  }

  private bare(specifier: string, from: string): Resolution {
    const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
    if (name === undefined) return MISSING;
    const subpath = `.${rest}`;
    const own = this.packages.nearest(from);
    const info = own?.name === name && own.exports !== undefined ? own : this.installed(name, from);
    if (info === undefined) return MISSING;
    if (countsAsPackage(join(info.root, "index.js"), info)) return { kind: "package", info, subpath };
    if (info.exports !== undefined) {
      const target = pickTarget(info.exports, subpath, this.conditions);
      return target === undefined ? MISSING : this.local(join(info.root, target));
    }
    return this.local(join(info.root, subpath === "." ? (info.main ?? "index.js") : subpath));
  }

  private installed(name: string, from: string): PackageInfo | undefined {
    for (let folder = dirname(from); ; folder = dirname(folder)) {
      const path = join(folder, "node_modules", name);
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
        return this.packages.at(realpathSync(path));
      if (dirname(folder) === folder) return undefined;
    }
  }
}

function toPath(specifier: string, from: string): string | undefined {
  try {
    return fileURLToPath(new URL(specifier, pathToFileURL(from)));
  } catch {
    return undefined;
  }
}

const BUILT_FROM: { readonly [extension: string]: readonly string[] } = {
  ".js": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
  ".jsx": [".tsx"],
};
const TRIED = [".ts", ".mts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", ".json"];

function existingFile(path: string): string | undefined {
  if (isFile(path)) return path;
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const candidates = [
    ...(BUILT_FROM[extension] ?? []).map((source) => stem + source),
    ...TRIED.map((tried) => path + tried),
    ...TRIED.map((tried) => resolve(path, `index${tried}`)),
  ];
  return candidates.find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
