import type { CodeSource } from "@coco/syntax";
import { codeScopes } from "./code-scopes.ts";
import { markdownScopes } from "./markdown-scopes.ts";
import type { Scope } from "./scope.ts";

/** What has a name in a text; nothing where its language says nothing of that. */
export async function scopesOf(source: CodeSource): Promise<Scope[]> {
  if (source.language === "markdown") return markdownScopes(source.text);
  const tree = await source.tree();
  return tree === undefined ? [] : codeScopes(tree);
}
