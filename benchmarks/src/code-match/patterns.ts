import type { SearchedPattern } from "./code-match-task.ts";

const { raw } = String;

/** Twenty questions that people ask of a code base: calls, statements, declarations; often and seldom answered. */
export const PATTERNS: readonly SearchedPattern[] = [
  { coco: raw`console.log(\(A*\))`, astGrep: "console.log($$$A)" },
  { coco: raw`new Error(\(A*\))`, astGrep: "new Error($$$A)" },
  { coco: raw`throw new \E(\(A*\))`, astGrep: "throw new $E($$$A)" },
  { coco: raw`await \X`, astGrep: "await $X" },
  { coco: raw`Object.keys(\X)`, astGrep: "Object.keys($X)" },
  { coco: raw`\X === undefined`, astGrep: "$X === undefined" },
  { coco: raw`typeof \X === \Y`, astGrep: "typeof $X === $Y" },
  { coco: raw`\A.map(\F)`, astGrep: "$A.map($F)" },
  { coco: raw`JSON.stringify(\X)`, astGrep: "JSON.stringify($X)" },
  { coco: raw`Array.isArray(\X)`, astGrep: "Array.isArray($X)" },
  { coco: raw`return \C ? \A : \B`, astGrep: "return $C ? $A : $B" },
  { coco: raw`for (let \I = 0; \C; \U) \B`, astGrep: "for (let $I = 0; $C; $U) $B" },
  { coco: raw`if (\C) return \V`, astGrep: "if ($C) return $V" },
  { coco: raw`\X.prototype.\Y = \V`, astGrep: "$X.prototype.$Y = $V" },
  { coco: raw`class \C extends \P { \(B*\) }`, astGrep: "class $C extends $P { $$$B }" },
  { coco: raw`import { \(N*\) } from \S`, astGrep: "import { $$$N } from $S" },
  { coco: raw`async (\(P*\)) => \B`, astGrep: "async ($$$P) => $B" },
  { coco: raw`\F(\A, \A)`, astGrep: "$F($A, $A)" },
  { coco: raw`Promise.all([\(P*\)])`, astGrep: "Promise.all([$$$P])" },
  { coco: raw`eval(\X)`, astGrep: "eval($X)" },
];
