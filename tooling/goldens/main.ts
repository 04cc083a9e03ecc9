// `pnpm goldens FOLDER`: compares compatibility mode with what CocoIndex itself answered, and prints a table. With
// --differences also what differs. FOLDER holds splits.jsonl, separators.jsonl, languages.jsonl, globs.jsonl, matches.jsonl,
// and the inputs/ and snippets/ that they name.
import { compareGlobs } from "./compare-globs.ts";
import { compareLanguages } from "./compare-languages.ts";
import { compareMatchExtras } from "./compare-match-extras.ts";
import { compareMatches } from "./compare-matches.ts";
import { compareSeparators } from "./compare-separators.ts";
import { compareSplits, type GroupResult } from "./compare-splits.ts";

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (folder === undefined) throw new Error("Name the folder of golden data: pnpm goldens FOLDER [--differences]");
const results = [...(await compareSplits(folder)), ...(await compareSeparators(folder))];
console.log("| group | rows | equal | boundaries | same | share |");
console.log("| --- | --: | --: | --: | --: | --: |");
for (const result of results) console.log(tableRow(result));
const languages = compareLanguages(folder);
console.log(`\nLanguages of file names: ${languages.same} of ${languages.rows} as CocoIndex says.`);
for (const line of languages.differing) console.log(`- ${line}`);
const globs = compareGlobs(folder);
console.log(`\nLists of patterns: ${globs.same} of ${globs.rows} choose what they choose in CocoIndex.`);
for (const line of globs.differing) console.log(`- ${line}`);
const matches = await compareMatches(folder);
console.log("\n| matches in | rows | equal |");
console.log("| --- | --: | --: |");
for (const { group, rows, equal, hasGrammar } of matches) {
  console.log(`| ${group} | ${rows} | ${hasGrammar ? equal : "no grammar"} |`);
}
const comparable = matches.filter(({ hasGrammar }) => hasGrammar);
const rows = comparable.reduce((sum, group) => sum + group.rows, 0);
const equal = comparable.reduce((sum, group) => sum + group.equal, 0);
console.log(`\nMatches: ${equal} of ${rows} rows (${((100 * equal) / rows).toFixed(2)} %) where there is a grammar.`);
console.log("\n| beside matches | rows | equal | rules out less | rules out more, rightly |");
console.log("| --- | --: | --: | --: | --: |");
const extras = await compareMatchExtras(folder);
for (const one of extras) console.log(`| ${one.kind} | ${one.rows} | ${one.equal} | ${one.looser} | ${one.stricter} |`);
if (process.argv.includes("--differences")) {
  for (const { differing } of extras) for (const line of differing) console.log(line);
  for (const { differing } of matches) for (const line of differing) console.log(line);
  for (const { differing } of results) for (const line of differing) console.log(line);
}

function tableRow({ group, comparisons }: GroupResult): string {
  const equal = comparisons.filter((comparison) => comparison.equal).length;
  const boundaries = comparisons.reduce((sum, comparison) => sum + comparison.boundaries, 0);
  const same = comparisons.reduce((sum, comparison) => sum + comparison.same, 0);
  const share = boundaries === 0 ? "100.00 %" : `${((100 * same) / boundaries).toFixed(2)} %`;
  return `| ${group} | ${comparisons.length} | ${equal} | ${boundaries} | ${same} | ${share} |`;
}
