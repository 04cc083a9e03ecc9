import { relative } from "node:path";
import type { CoveredEntry } from "./declaration-graph.ts";
import { hashText } from "./hash.ts";
import { LineTable } from "./line-table.ts";
import type { LocatedSite, LogicModule } from "./module-reader.ts";
import type { PackageReader } from "./package-info.ts";

/** One of the things that a logic fingerprint is made of: a declaration, or what counts by a word, such as a package. */
export interface LogicPart {
  /** What it is called: the function itself, a declaration, or "version", "deps", "package", "reference". */
  readonly name: string;
  /** The module, as a path inside its package; "" where there is none. */
  readonly file: string;
  /** Where its text begins, from 1; 0 where there is none. */
  readonly line: number;
  /** Tells whether it changed. Not of the text itself: comments and layout do not count. */
  readonly hash: string;
  /** The source text, or the word. */
  readonly text: string;
}

/** What counts by a word alone. */
export function wordPart(name: string, text: string): LogicPart {
  return { name, file: "", line: 0, hash: text, text };
}

/** A text whose place is not known. */
export function textPart(name: string, text: string): LogicPart {
  return { name: name === "" ? "(anonymous)" : name, file: "", line: 0, hash: hashText(text), text };
}

/** The function that is wrapped. */
export function sitePart(packages: PackageReader, { module, site }: LocatedSite): LogicPart {
  return sourcePart(packages, module, site.name, site.argument.hash, [[site.start, site.end]]);
}

/** Something that the function refers to, directly or not. */
export function entryPart(packages: PackageReader, entry: CoveredEntry): LogicPart {
  if ("word" in entry) return wordPart("reference", entry.word);
  const { module, piece } = entry;
  const declaration = module.record.declarations.find((candidate) => candidate === piece);
  if (declaration !== undefined) return sourcePart(packages, module, declaration.name, piece.hash, declaration.spans);
  const site = module.record.sites.find(({ call }) => call === piece);
  if (site !== undefined) return sourcePart(packages, module, site.name, piece.hash, [[site.start, site.end]]);
  return { name: "(module)", file: displayFile(packages, module), line: 1, hash: piece.hash, text: "" };
}

function sourcePart(
  packages: PackageReader,
  module: LogicModule,
  name: string,
  hash: string,
  spans: readonly (readonly [number, number])[],
): LogicPart {
  const start = spans[0]?.[0] ?? 0;
  const { line, column } = linesOf(module).positionOf(start);
  // Whole lines, as they stand in the file: so a difference is one of lines.
  const texts = spans.map(([from, to], index) => {
    const end = module.source.indexOf("\n", to);
    return module.source.slice(index === 0 ? start - column + 1 : from, end < 0 ? undefined : end);
  });
  return { name, file: displayFile(packages, module), line, hash, text: texts.join("\n").replaceAll("\r", "") };
}

const tables = new WeakMap<LogicModule, LineTable>();

/** Made once for all that stands in a module. */
function linesOf(module: LogicModule): LineTable {
  let table = tables.get(module);
  if (table === undefined) tables.set(module, (table = new LineTable(module.source)));
  return table;
}

/** The path inside the package, so that a moved checkout has the same. */
function displayFile(packages: PackageReader, { file }: LogicModule): string {
  const root = (packages.named(file) ?? packages.nearest(file))?.root;
  const path = root === undefined ? file : relative(root, file);
  return path.replaceAll("\\", "/");
}
