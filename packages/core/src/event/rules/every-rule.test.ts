import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const HERE = import.meta.dirname;
const SOURCES = path.join(HERE, "../..");
const PAGES = path.join(SOURCES, "../../../docs/internals");
const FROM_PAGES = path.relative(PAGES, SOURCES).replaceAll("\\", "/");

interface Rule {
  readonly rule: string;
  readonly name: string;
  /** The page of docs/internals that explains it. */
  readonly page: string;
  /** Tests elsewhere, for what has no event: they name the rule. */
  readonly elsewhere?: readonly string[];
  /** Why there is no test. */
  readonly open?: string;
}

const RULES: readonly Rule[] = [
  { rule: "M1", name: "Hit", page: "memoization" },
  { rule: "M2", name: "Logic fingerprint", page: "logic-fingerprint" },
  { rule: "M3", name: "Replay", page: "memoization" },
  { rule: "M4", name: "Failure", page: "memoization" },
  { rule: "M5", name: "One execution", page: "memoization" },
  { rule: "M6", name: "Memo state", page: "memoization" },
  { rule: "M7", name: "Mounting", page: "memoization" },
  { rule: "M8", name: "Clean-up", page: "memoization" },
  { rule: "M9", name: "Fingerprints", page: "memoization" },
  { rule: "M10", name: "What a hit returns equals what the run returned", page: "memoization" },
  { rule: "M11", name: "Identifiers, state and context in memoized functions", page: "memoization" },
  { rule: "T1", name: "Two phases", page: "components-and-absence" },
  { rule: "T2", name: "Order", page: "components-and-absence" },
  { rule: "T3", name: "Write-ahead", page: "writing-targets" },
  { rule: "T4", name: "One owner", page: "ownership" },
  { rule: "T5", name: "Absence", page: "components-and-absence" },
  { rule: "T6", name: "Generations", page: "generations" },
  { rule: "T7", name: "Sinks", page: "writing-targets" },
  { rule: "T8", name: "No write for no change", page: "writing-targets" },
  { rule: "T9", name: "Preview", page: "writing-targets" },
  { rule: "T10", name: "Drop", page: "components-and-absence" },
  { rule: "T11", name: "Found, not made", page: "writing-targets" },
  { rule: "T12", name: "Identifiers", page: "memoization" },
  { rule: "R1", name: "Mounting", page: "running" },
  { rule: "R2", name: "Slots", page: "running" },
  {
    rule: "R3",
    name: "Live",
    page: "live",
    elsewhere: [
      "live/follow-items.test.ts",
      "live/feeds.test.ts",
      "live/live-component.test.ts",
      "live/failures.test.ts",
      "live/random-live-history.test.ts",
    ],
  },
  { rule: "R4", name: "Stopping a run", page: "running" },
  {
    rule: "R5",
    name: "One writer per store",
    page: "state-store",
    elsewhere: ["store/sqlite/sqlite-store-lock.test.ts", "environment/environment.test.ts"],
  },
  {
    rule: "R6",
    name: "Exception handlers",
    page: "running",
    elsewhere: ["component/exception-handlers.test.ts", "component/deletion-handlers.test.ts"],
  },
  { rule: "R7", name: "Batching", page: "running" },
  { rule: "R8", name: "Worker pool", page: "running" },
];

const files = readdirSync(HERE).filter(
  (file) => file.endsWith(".test.ts") && file !== path.basename(import.meta.filename),
);
/** `t04-one-owner.test.ts` is of T4. */
const ruleOf = (file: string): string => `${file.charAt(0).toUpperCase()}${Number(file.slice(1, 3))}`;
const filesOf = ({ rule }: Rule): string[] => files.filter((file) => ruleOf(file) === rule).sort();
const textOf = (...file: readonly string[]): string => readFileSync(path.join(...file), "utf8");

/** What the groups of a test file say after the rule's number, without its name. */
function subjectsOf(file: string, { name, rule }: Rule): string {
  const titles = [...textOf(HERE, file).matchAll(/describe\("([^"]+)"/g)].map(([, title = ""]) => title);
  const whole = file.slice("m01-".length, -".test.ts".length).replaceAll("-", " ");
  if (titles.length === 0) return whole;
  const subjects = titles.map((title) => title.replace(`${rule} `, "").replace(`${name}: `, ""));
  return subjects.map((subject) => (subject === name ? whole : subject)).join("; ");
}

function rowsOf(rule: Rule): string[] {
  const begin = `| ${rule.rule} [${rule.name}](${rule.page}.md)`;
  const link = (file: string): string => `[${path.basename(file, ".test.ts")}](${FROM_PAGES}/${file})`;
  const proofs = [
    ...filesOf(rule).map((file) => `${link(`event/rules/${file}`)} | ${subjectsOf(file, rule)} |`),
    ...(rule.elsewhere ?? []).map((file) => `${link(file)} | without the event log |`),
  ];
  if (proofs.length === 0) proofs.push(`| ${rule.open} |`);
  return proofs.map((proof, index) => `${index === 0 ? begin : "|"} | ${proof}`);
}

const PAGE = `# Rules and their tests

Each rule of the engine is proven by tests that compare the *event log* of runs with what the rule says: what ran and why, what was reused,
looked at anew, shared, written, deleted, taken over. The whole log is compared, line for line. The tests stand in
[\`event/rules\`](${FROM_PAGES}/event/rules), a rule's number first in the name of each; \`pnpm vitest run packages/core/src/event/rules/m04\` runs those of M4.
Many go through grids: each way to reach a memoized function ([\`memo-ways.ts\`](${FROM_PAGES}/testing/memo-ways.ts)) with each kind of change
([\`memo-change.ts\`](${FROM_PAGES}/testing/memo-change.ts)).

This page is made from the tests by [\`every-rule.test.ts\`](${FROM_PAGES}/event/rules/every-rule.test.ts), which fails when it is out of date; with \`--update\` after the file's name it
writes it.

| rule | tests | about |
| --- | --- | --- |
${RULES.flatMap(rowsOf).join("\n")}
`;

describe("every rule of the engine", () => {
  it.for(RULES)("$rule $name has tests that name it", (rule) => {
    const elsewhere = rule.elsewhere ?? [];
    if (rule.open === undefined) expect([...filesOf(rule), ...elsewhere]).not.toEqual([]);
    else expect(filesOf(rule)).toEqual([]);
    for (const file of elsewhere) expect(textOf(SOURCES, file)).toMatch(new RegExp(`describe\\(.*\\b${rule.rule}\\b`));
    expect(existsSync(path.join(PAGES, `${rule.page}.md`))).toBe(true);
  });

  it.for(files)("%s is called after a rule, and so are its groups", (file) => {
    expect(RULES.map(({ rule }) => rule)).toContain(ruleOf(file));
    const titles = [...textOf(HERE, file).matchAll(/^describe(?:\.\w+)*\(["`]([^"`]+)/gm)].map(([, title]) => title);
    for (const title of titles) expect(title).toMatch(new RegExp(`^${ruleOf(file)} `));
  });

  it.for(files)("%s compares whole logs, not parts of them alone", (file) => {
    expect(textOf(HERE, file)).toMatch(/\bexpect\(.*\)\.toEqual\(|\bexpectStages\(|\bexpectChange\)/);
  });

  it("is listed with its tests in docs/internals/rules.md", async () => {
    await expect(PAGE).toMatchFileSnapshot(path.join(PAGES, "rules.md"));
  });
});
