import { CodeSource, findLanguage } from "@coco/syntax";
import type { Compatibility } from "../compatibility.ts";
import { markdown } from "../markdown/markdown.ts";
import { code } from "../code/code.ts";
import type { LanguageLevels } from "./piece.ts";
import { prose, referenceProse } from "./prose.ts";
import { referenceLanguages } from "./reference-languages.ts";
import { referenceTreePiece } from "./reference-tree.ts";

/** How a text of this language is cut; as prose where the language is not given or not known. */
export function levelsFor(
  language: string | undefined,
  custom: ReadonlyMap<string, LanguageLevels>,
  compatibility: Compatibility | undefined,
): LanguageLevels {
  const name = language?.toLowerCase() ?? "";
  const own = custom.get(name);
  if (own !== undefined) return own;
  if (compatibility !== undefined) return referenceLevelsFor(name);
  if (name === "") return prose;
  return findLanguage(name)?.name === "markdown" ? markdown : code;
}

function referenceLevelsFor(name: string): LanguageLevels {
  const language = referenceLanguages.get(name);
  if (language === undefined) return referenceProse;
  return async (source, feeds) => {
    const same = source.language === language;
    const tree = await (same ? source : new CodeSource(source.text, language)).tree();
    return tree === undefined ? referenceProse(source, feeds) : referenceTreePiece(tree, feeds);
  };
}
