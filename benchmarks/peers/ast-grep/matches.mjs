// Finds what benchmarks/src/code-match/code-match-task.ts says; one JSON argument, one measured line.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Lang, parse } from "@ast-grep/napi";

const { list, patterns } = JSON.parse(process.argv[2]);
const languages = { ".ts": Lang.TypeScript, ".js": Lang.JavaScript };
const counts = patterns.map(() => 0);
for (const file of JSON.parse(readFileSync(list, "utf8"))) {
  const root = parse(languages[path.extname(file)], readFileSync(file, "utf8")).root();
  for (const [number, { astGrep }] of patterns.entries()) counts[number] += root.findAll(astGrep).length;
}
console.log(
  `measured:${JSON.stringify({ found: counts.reduce((sum, count) => sum + count, 0), counts: counts.join(" ") })}`,
);
