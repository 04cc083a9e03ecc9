import type { Compatibility } from "../compatibility.ts";
import { markdown } from "../markdown/markdown.ts";
import type { LanguageLevels } from "./piece.ts";
import { prose, referenceProse } from "./prose.ts";

const builtIn: ReadonlyMap<string, LanguageLevels> = new Map(
  [markdown].flatMap((language) => language.names.map((name) => [name, language] as const)),
);

/** How a text of this language is cut; as prose where the language is not given or not known. */
export function levelsFor(
  language: string | undefined,
  custom: ReadonlyMap<string, LanguageLevels>,
  compatibility: Compatibility | undefined,
): LanguageLevels {
  const name = language?.toLowerCase() ?? "";
  const own = custom.get(name);
  if (own !== undefined) return own;
  if (compatibility !== undefined) return referenceProse;
  return builtIn.get(name) ?? prose;
}
