import { createRequire } from "node:module";
import { extname } from "node:path";
import type { SyntaxNode } from "./syntax-node.ts";

export type Language = "ts" | "tsx" | "jsx";
type SourceKind = "module" | "commonjs" | "unambiguous";

interface Parsed {
  readonly program: SyntaxNode;
  readonly module: { readonly hasModuleSyntax: boolean };
  readonly errors: readonly { readonly severity: string; readonly message: string }[];
}
type ParseSync = (file: string, source: string, options: object) => Parsed;

const require = createRequire(import.meta.url);
let parseSync: ParseSync | undefined;

/** Whether the parser was loaded in this process: a run in which no module changed never needs it. */
export function parserIsLoaded(): boolean {
  return parseSync !== undefined;
}

/** The languages by file extension; other files are data. A `.js` file may hold JSX. */
export function languageOf(file: string): Language | undefined {
  const extension = extname(file);
  if (extension === ".ts" || extension === ".mts" || extension === ".cts") return "ts";
  if (extension === ".tsx") return "tsx";
  return [".js", ".mjs", ".cjs", ".jsx"].includes(extension) ? "jsx" : undefined;
}

function kindOf(file: string): SourceKind {
  const extension = extname(file);
  if (extension === ".mjs" || extension === ".mts") return "module";
  return extension === ".cjs" || extension === ".cts" ? "commonjs" : "unambiguous";
}

export interface ParsedSource {
  readonly program: SyntaxNode;
  readonly hasModuleSyntax: boolean;
}

/** Parses a module, or gives the parser's message where the text is not one. Loads the parser at its first use. */
export function parse(file: string, source: string, language: Language): ParsedSource | string {
  parseSync ??= (require("oxc-parser") as { parseSync: ParseSync }).parseSync;
  const result = parseSync(file, source, { lang: language, sourceType: kindOf(file), preserveParens: false });
  const failure = result.errors.find((error) => error.severity === "Error");
  if (failure !== undefined) return failure.message;
  return { program: result.program, hasModuleSyntax: result.module.hasModuleSyntax };
}
