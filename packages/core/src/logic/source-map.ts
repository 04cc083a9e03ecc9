import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A position in the module that another was made from. */
export interface OriginalPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const COMMENT = /\/\/[#@] ?sourceMappingURL=([^\s'"`]+)\s*$/;
const INLINE = /^data:application\/json;(?:charset=[^;,]+;)?base64,(.*)$/;

/** The source map that a module names in its last line, beside it or inside it. */
function adjacentSourceMap(file: string, source: string): SourceMap | undefined {
  const url = COMMENT.exec(source.slice(-100_000).trimEnd())?.[1] ?? COMMENT.exec(source)?.[1];
  if (url === undefined) return undefined;
  try {
    const inline = INLINE.exec(url);
    const text =
      inline === null
        ? readFileSync(resolve(dirname(file), decodeURIComponent(url)), "utf8")
        : Buffer.from(inline[1] ?? "", "base64").toString();
    return new SourceMap(JSON.parse(text));
  } catch {
    // A map that is missing or broken is as good as none.
    return undefined;
  }
}

/** Where a position of a module made from others comes from. Lines and columns are 1-based. */
export function originalPosition(
  map: SourceMap,
  file: string,
  line: number,
  column: number,
): OriginalPosition | undefined {
  const entry = map.findEntry(line - 1, column - 1);
  if (!("originalSource" in entry) || typeof entry.originalSource !== "string") return undefined;
  const source = entry.originalSource;
  if (/^(?!file:)[a-z][a-z\d+.-]+:/i.test(source)) return undefined;
  const root = map.payload.sourceRoot ?? "";
  const path = source.startsWith("file:") ? fileURLToPath(source) : isAbsolute(source) ? source : undefined;
  return {
    file: path ?? resolve(dirname(file), root, source),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
}

/** The path of the module that a position was made from, relative to the made module's folder. */
export function originFinder(file: string, source: string): (line: number, column: number) => string | undefined {
  const map = adjacentSourceMap(file, source);
  return (line, column) => {
    const original = map === undefined ? undefined : originalPosition(map, file, line, column);
    return original === undefined ? undefined : relative(dirname(file), original.file).replaceAll("\\", "/");
  };
}
