export type { Grammar, NodeKind } from "./grammar/grammar.ts";
export { loadGrammar } from "./grammar/load-grammar.ts";
export { detectLanguage } from "./language/detect-language.ts";
export { findLanguage, languages } from "./language/find-language.ts";
export type { Language } from "./language/language.ts";
export { CodeSource, type TreeProblem } from "./source/code-source.ts";
export { CodeSourceError } from "./source/code-source-error.ts";
export type { SyntaxNode, SyntaxTree } from "./tree/syntax-tree.ts";
