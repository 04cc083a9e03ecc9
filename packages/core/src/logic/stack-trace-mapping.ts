import { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { type OriginalPosition, originalPosition } from "./source-map.ts";
import type { WrapSite } from "./wrap-site.ts";

/**
 * Where a position in transformed code stands in its source, as far as this process knows: from the source maps that Node
 * keeps, else from whatever rewrites its stack traces (test runners and loaders keep their maps to themselves, but write
 * any call site as a line of a trace).
 */
export function mappedSite(site: WrapSite): OriginalPosition | undefined {
  const path = sitePath(site.file);
  const map = findSourceMap(site.file) ?? (path === undefined ? undefined : findSourceMap(path));
  if (map !== undefined && path !== undefined) {
    const original = originalPosition(map, path, site.line, site.column);
    if (original !== undefined) return original;
  }
  return throughStackTrace(site);
}

/** The path of a module as call sites name it: a path or a `file:` URL, perhaps with a query. */
export function sitePath(file: string): string | undefined {
  try {
    if (file.startsWith("file:")) return fileURLToPath(file.replace(/[?#].*$/, ""));
  } catch {
    return undefined;
  }
  return /^(?:\/|[a-z]:[\\/])/i.test(file) ? file.replace(/\?.*$/, "") : undefined;
}

function throughStackTrace(site: WrapSite): OriginalPosition | undefined {
  const prepare: unknown = Error.prepareStackTrace;
  if (typeof prepare !== "function") return undefined;
  let trace: unknown;
  try {
    trace = prepare.call(Error, new Error("site"), [new TraceSite(site)]);
  } catch {
    // Something that rewrites traces and needs more of a call site than its place: no mapping, then.
    return undefined;
  }
  const place = typeof trace === "string" ? /((?:file:\/\/|\/|[A-Za-z]:[\\/]).*):(\d+):(\d+)\)?\s*$/.exec(trace) : null;
  const file = sitePath(place?.[1] ?? "");
  if (place === null || file === undefined) return undefined;
  const original = { file, line: Number(place[2]), column: Number(place[3]) };
  const same = file === sitePath(site.file) && original.line === site.line && original.column === site.column;
  return same ? undefined : original;
}

/** A call site of V8's shape that knows its place alone. */
class TraceSite {
  private readonly site: WrapSite;

  constructor(site: WrapSite) {
    this.site = site;
  }

  getFileName(): string {
    return this.site.file;
  }
  getScriptNameOrSourceURL(): string {
    return this.site.file;
  }
  getLineNumber(): number {
    return this.site.line;
  }
  getColumnNumber(): number {
    return this.site.column;
  }
  getEnclosingLineNumber(): number {
    return this.site.line;
  }
  getEnclosingColumnNumber(): number {
    return this.site.column;
  }
  getFunctionName(): null {
    return null;
  }
  getMethodName(): null {
    return null;
  }
  getTypeName(): null {
    return null;
  }
  getThis(): undefined {
    return undefined;
  }
  getFunction(): undefined {
    return undefined;
  }
  getEvalOrigin(): undefined {
    return undefined;
  }
  getPromiseIndex(): null {
    return null;
  }
  isNative(): boolean {
    return false;
  }
  isToplevel(): boolean {
    return true;
  }
  isConstructor(): boolean {
    return false;
  }
  isEval(): boolean {
    return false;
  }
  isAsync(): boolean {
    return false;
  }
  isPromiseAll(): boolean {
    return false;
  }
  toString(): string {
    return `${this.site.file}:${this.site.line}:${this.site.column}`;
  }
}
