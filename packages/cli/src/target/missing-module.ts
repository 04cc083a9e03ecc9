import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { didYouMean } from "../did-you-mean.ts";
import { nearestPackageFolder } from "./entry-of-folder.ts";

const ENDINGS = [".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js"];

/** What to write where an import of Node's leads nowhere. */
export function missingModuleHint(message: string, appFile: string): string {
  const [, kind, wanted = "", importer = appFile] =
    /(package|module|import) '(.+?)' .*?imported from (.+)$/s.exec(message) ?? [];
  if (kind === "package") return packageHint(wanted);
  return fileHint(wanted, importer);
}

function packageHint(name: string): string {
  if (/^(?:@|~|src)(?:\/|$)/.test(name)) {
    return 'Node does not know "paths" of tsconfig.json: write a relative import ("./lib.ts"), or "imports" in package.json ("#lib").';
  }
  return `Install it: npm install ${name}`;
}

function fileHint(wanted: string, importer: string): string {
  const base = /\.[cm]?js$/.test(wanted) ? [wanted.replace(/\.([cm]?)js$/, ".$1ts")] : [];
  const found = [...base, ...ENDINGS.map((ending) => `${wanted}${ending}`)].find((file) => existsSync(file));
  if (found !== undefined) return `Imports name the whole file: write "${relative(importer, found)}".`;
  try {
    const folder = path.dirname(wanted);
    const meant = didYouMean(path.basename(wanted), readdirSync(folder));
    if (meant !== undefined) return meant;
  } catch {
    // The folder is not there either.
  }
  const inPackages = wanted.includes(`${path.sep}node_modules${path.sep}`);
  const folder = nearestPackageFolder(path.dirname(importer));
  return inPackages && folder !== undefined
    ? `Install the packages of ${folder} again: npm install`
    : "Check the path; it is relative to the file that imports.";
}

function relative(importer: string, file: string): string {
  const text = path.relative(path.dirname(importer), file).replaceAll(path.sep, "/");
  return text.startsWith(".") ? text : `./${text}`;
}
