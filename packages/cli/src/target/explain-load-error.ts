import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sourceExcerpt } from "../report/source-excerpt.ts";
import { LoadError } from "./load-error.ts";
import { missingModuleHint } from "./missing-module.ts";

interface Explanation {
  readonly message: string;
  readonly hint: string;
}

/** Says of an error that Node gives while it loads code what to write instead; `undefined` for any other error. */
export function explainLoadError(error: unknown, appFile: string): LoadError | undefined {
  if (!(error instanceof Error)) return undefined;
  const found = explain(error, appFile);
  if (found === undefined) return undefined;
  const excerpt = sourceExcerpt(error);
  const message = excerpt === undefined ? found.message : `${found.message}\n\n${excerpt}\n`;
  return new LoadError(message, { code: "NOT_LOADED", hint: found.hint, cause: error });
}

function explain(error: Error & { readonly code?: unknown }, appFile: string): Explanation | undefined {
  const { message } = error;
  switch (error.code) {
    case "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX":
      return {
        message: `Node removes types and translates nothing: ${message.replace(/ (?:is|are) not supported in strip-only mode/, "")} cannot be run.`,
        hint: insteadOf(message),
      };
    case "ERR_INVALID_TYPESCRIPT_SYNTAX":
      return { message: `Syntax error: ${message}.`, hint: "Correct the line, then run again." };
    case "ERR_UNKNOWN_FILE_EXTENSION":
      return {
        message: `${shorten(message)}.`,
        hint: /\.[jt]sx\b/.test(message)
          ? "Node runs .ts and .mts files, no JSX: name the file .ts, and keep JSX in files that the app does not import."
          : "An app's code is .ts, .mts, .js or .mjs.",
      };
    case "ERR_IMPORT_ATTRIBUTE_MISSING": {
      const file = shorten(quoted(message));
      return file === path.relative("", appFile)
        ? { message: `${file} is data, not code.`, hint: "An app's code is .ts, .mts, .js or .mjs." }
        : {
            message: `${file} is imported as if it were code.`,
            hint: `Say that it is data: import data from "…/${path.basename(file)}" with { type: "json" };`,
          };
    }
    case "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING":
      return {
        message: `A package in node_modules ships TypeScript, which Node does not run there: ${shorten(quoted(message))}`,
        hint: "Use the package's built JavaScript. A package of your own workspace works when it is linked, not copied.",
      };
    case "ERR_MODULE_NOT_FOUND":
    case "ERR_UNSUPPORTED_DIR_IMPORT":
      return { message: `${shorten(message)}.`, hint: missingModuleHint(message, appFile) };
  }
  if (error.name !== "SyntaxError" || sourceExcerpt(error) === undefined) return undefined;
  const missing = /module '(.+)' does not provide an export named '(.+)'/.exec(message);
  if (missing === null) return { message: `Syntax error: ${message}.`, hint: "Correct the line, then run again." };
  const [, module = "", name = ""] = missing;
  return {
    message: `${module} does not export ${name}.`,
    hint: isType(error, module, name)
      ? `${name} is a type, which is gone when the code runs: write import type { ${name} } from "${module}";`
      : `Check the name. If ${name} is a type, write import type { ${name} } from "${module}";`,
  };
}

function insteadOf(message: string): string {
  if (/enum/.test(message))
    return 'Write a plain object: const Color = { red: "red" } as const; type Color = (typeof Color)[keyof typeof Color];';
  if (/namespace|module/.test(message)) return "Write a module of its own, with named exports.";
  if (/parameter property/.test(message))
    return "Declare the field in the class, and set it in the constructor: this.x = x;";
  if (/import|export/.test(message)) return 'Write import … from "…" and export.';
  return 'Write it in plain JavaScript with types ("erasableSyntaxOnly" in tsconfig.json shows all such places).';
}

/** Whether the module that a failed import names declares `name` as a type. */
function isType(error: Error, module: string, name: string): boolean {
  const importer = /^(file:\/\/.+):\d+\n/.exec(error.stack ?? "")?.[1];
  if (importer === undefined || !module.startsWith(".")) return false;
  try {
    const text = readFileSync(path.resolve(path.dirname(fileURLToPath(importer)), module), "utf8");
    return new RegExp(`\\b(?:interface|type)\\s+${name.replaceAll("$", "\\$")}\\b`).test(text);
  } catch {
    return false;
  }
}

/** With paths as a person would write them here. */
function shorten(message: string): string {
  const folder = `${process.cwd()}${path.sep}`;
  return message.replaceAll("file://", "").replaceAll(folder, "").replace("resolving ES modules ", "");
}

function quoted(message: string): string {
  return /"(.+?)"/.exec(message)?.[1] ?? message;
}
