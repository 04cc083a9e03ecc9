import { readFileSync } from "node:fs";
import path from "node:path";
import { type CodePattern, CodeSource, compilePattern } from "@coco/code-match";
import { report, task } from "../measure/program.ts";
import { type CodeMatchTask, LANGUAGES } from "./code-match-task.ts";

const { list, patterns, phase } = task<CodeMatchTask>();
const compiled = new Map<string, readonly CodePattern[]>();
for (const language of Object.values(LANGUAGES)) {
  compiled.set(language, await Promise.all(patterns.map(({ coco }) => compilePattern(coco, language))));
}
const counts = patterns.map(() => 0);
for (const file of JSON.parse(readFileSync(list, "utf8")) as readonly string[]) {
  const language = LANGUAGES[path.extname(file)] as string;
  const source = new CodeSource(readFileSync(file, "utf8"), language);
  for (const [number, pattern] of compiled.get(language)?.entries() ?? []) {
    const found = phase === "match" ? (await pattern.match(source)).length : Number(pattern.mightMatch(source.text));
    counts[number] = (counts[number] ?? 0) + found;
  }
}
report({ found: counts.reduce((sum, count) => sum + count, 0), counts: counts.join(" ") });
