export { CodeSource, detectLanguage } from "@coco/syntax";
export { CodeMatchError, PatternError } from "./code-match-error.ts";
export { type CodePattern, compilePattern, type PatternOptions } from "./code-pattern.ts";
export type { Compatibility } from "./pattern/compatibility.ts";
export { indexTerms, type IndexTermsOptions } from "./prefilter/index-terms.ts";
export { type RenderedMatch, type RenderedSegment, renderMatch, type RenderOptions } from "./render/render-match.ts";
export type { Capture, CodeMatch } from "./result/code-match.ts";
export type { CodeRange } from "./result/code-range.ts";
