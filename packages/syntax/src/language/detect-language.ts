import { contentLanguage } from "./content-language.ts";
import { foldCase, languages } from "./find-language.ts";

const byExtension = lookUp("extensions");
const byFileName = lookUp("fileNames");

/**
 * The language of a file, by its name: the whole name ("Dockerfile"), else its longest known ending (".d.ts" before
 * ".ts"), whatever the case. Where the name says nothing, and the text is given, by the text: a `#!` line, an editor's
 * mode line, an XML or HTML head. Undefined when neither says.
 *
 * @param fileName - a name or a path, with `/` or `\` between its parts.
 * @param text - the file's text or its beginning; it is looked at only where the name does not tell.
 *
 * @example detectLanguage("src/main.rs"); // "rust"
 */
export function detectLanguage(fileName: string, text?: string): string | undefined {
  const name = foldCase(fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1));
  return nameLanguage(name) ?? (text === undefined ? undefined : contentLanguage(text));
}

function nameLanguage(name: string): string | undefined {
  const whole = byFileName.get(name);
  if (whole !== undefined) return whole;
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const language = byExtension.get(name.slice(dot));
    if (language !== undefined) return language;
  }
  // "Dockerfile.dev", "Makefile.linux"
  return /^(?:docker|container|make)file\b/.test(name) ? byFileName.get(name.slice(0, name.indexOf("."))) : undefined;
}

function lookUp(marks: "extensions" | "fileNames"): ReadonlyMap<string, string> {
  return new Map(languages.flatMap((language) => language[marks].map((mark) => [mark, language.name] as const)));
}
