export { CodeSource, detectLanguage } from "@coco/syntax";
export type { Compatibility } from "./compatibility.ts";
export type { CustomLanguage } from "./levels/custom-language.ts";
export type { SplitOptions } from "./options.ts";
export { RecursiveSplitter, type RecursiveSplitterOptions } from "./recursive-splitter.ts";
export { SeparatorSplitter, type SeparatorSplitterOptions } from "./separator-splitter.ts";
export { SplitterError } from "./splitter-error.ts";
export type { StructuredChunk } from "./structure/structured-chunk.ts";
export type { Unit } from "./text/ruler.ts";
