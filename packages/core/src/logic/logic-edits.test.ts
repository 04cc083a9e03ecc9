import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Edit, edited } from "./testing/edit.ts";
import type { LogicReport } from "./testing/module-report.ts";
import { type Files, Projects } from "./testing/project.ts";

const main = "src/main.ts";
const base: Files = {
  [main]: `import * as coco from "@coco/core";
import { clean } from "./text.ts";
import { LIMIT, unused } from "./settings.ts";

export const index = coco.fn({ memo: true }, async function index(text: string): Promise<string> {
  const short = clean(text).slice(0, LIMIT);
  return new Report(short).render();
});

class Base { readonly text: string; constructor(text: string) { this.text = text; } }
class Report extends Base {
  render(): string { return this.text + MARK; }
}
const MARK = "!";
`,
  "src/text.ts": `import { strip } from "./strip.ts";
export function clean(words: string): string { return strip(words).trim(); }
export function other(): number { return 1; }
`,
  "src/strip.ts": `export const strip = (text: string) => text.replace(PATTERN, "");\nconst PATTERN = /a+/g;\n`,
  "src/settings.ts": `export let LIMIT = 10;\nLIMIT = 20;\nexport const unused = 1;\nexport const table = new Map<string, number>();\ntable.set("a", 1);\n`,
};
const namespaced: readonly Edit[] = [
  [main, "import { clean }", "import * as words"],
  [main, "clean(text)", "words.clean(text)"],
];
const barrel: Edit = [main, "./text.ts", "./barrel.ts"];

function of(edits: readonly Edit[], more?: Files): Files {
  return edited(base, edits, more);
}

const unchanged: { readonly [edit: string]: Files } = {
  "nothing, in another folder": base,
  "a comment": of([[main, "const short", "// shorten\n  /* now */ const short"]]),
  "white space and line ends": of([[main, /\n/g, "\r\n\t"]]),
  "a type": of([
    [main, "(text: string): Promise<string>", "<T extends string>(this: void, text: T & {}): Promise<any>"],
  ]),
  "type assertions": of([[main, "clean(text)", "((clean as any)!(text satisfies unknown) as string)"]]),
  "quote style": of([[main, '"!"', "'!'"]]),
  "quotes of a template": of([[main, '"!"', "`!`"]]),
  "parentheses and semicolons": of([
    [main, "return new Report(short).render();", "return ((new Report(short)).render())"],
  ]),
  "a helper that nothing refers to": of([["src/text.ts", "return 1", "return 2"]]),
  "a constant that is imported and not used": of([["src/settings.ts", "unused = 1", "unused = 2"]]),
  "code elsewhere in the module": of([[main, "class Base", "let counter = 0;\ncounter++;\nclass Base"]]),
  "an interface": of([[main, "class Base", "interface Shape { a: 1 }\nexport type { Shape };\nclass Base"]]),
  "an import alias": of([
    [main, "import { clean }", "import { clean as tidy }"],
    [main, "clean(text)", "tidy(text)"],
  ]),
  "a namespace import": of(namespaced),
  "a renamed helper": of([
    ["src/text.ts", "function clean", "function tidy"],
    [main, "import { clean }", "import { tidy }"],
    [main, "clean(text)", "tidy(text)"],
  ]),
  "a renamed constant": of([[main, /MARK/g, "SIGN"]]),
  "a renamed class": of([[main, /Report/g, "Summary"]]),
  "a class written as an expression": of([[main, /class Base (\{.*\})/, "var Base = class $1"]]),
  "a helper moved into the module": of([
    [main, 'import { clean } from "./text.ts";', 'import { strip } from "./strip.ts";'],
    [main, "class Base", "function clean(words: string) { return strip(words).trim() }\nclass Base"],
  ]),
  "a helper moved to another module": of([[main, "./text.ts", "./lib/deep/words.ts"]], {
    "src/lib/deep/words.ts": (base["src/text.ts"] ?? "").replace("./strip.ts", "../../strip.ts"),
    "src/text.ts": null,
  }),
  "a re-export": of([barrel], { "src/barrel.ts": 'export { clean } from "./text.ts";' }),
  "a renaming re-export": of([barrel, [main, "{ clean }", "{ tidy as clean }"]], {
    "src/barrel.ts": 'import { clean } from "./text.ts";\nexport { clean as tidy };',
  }),
  "a default export": of([barrel, [main, "{ clean }", "clean"]], {
    "src/barrel.ts": 'import { clean } from "./text.ts";\nexport { clean as default };',
  }),
  "export *": of([barrel], { "src/barrel.ts": 'export * from "./settings.ts";\nexport * from "./text.ts";' }),
  "export * from two modules in a ring": of([barrel], {
    "src/barrel.ts": 'export * from "./ring.ts";\nexport * from "./text.ts";',
    "src/ring.ts": 'export * from "./barrel.ts";',
  }),
  "the imports map of the package": of([[main, "./text.ts", "#text"]], {
    "package.json": JSON.stringify({ name: "my-app", type: "module", imports: { "#*": { default: "./src/*.ts" } } }),
  }),
  "a self reference of the package": of([[main, "./text.ts", "my-app/text"]], {
    "package.json": JSON.stringify({ name: "my-app", type: "module", exports: { "./*": ["./src/*.ts"] } }),
  }),
  "a workspace package": of([[main, "./text.ts", "words"]], {
    "node_modules/words": "../packages/words",
    "packages/words/package.json": JSON.stringify({ name: "words", type: "module", exports: { import: "./main.ts" } }),
    "packages/words/main.ts": (base["src/text.ts"] ?? "").replace("./strip.ts", "../../src/strip.ts"),
  }),
};

const changed: { readonly [edit: string]: Files } = {
  "the function": of([[main, "new Report(short)", "new Report(short + short)"]]),
  "sync instead of async": of([[main, "async function", "function"]]),
  "text inside a string": of([[main, '"!"', '"?"']]),
  "white space inside a string": of([[main, '"!"', '"! "']]),
  "a helper": of([["src/text.ts", ".trim()", ".trimEnd()"]]),
  "a constant": of([["src/settings.ts", "LIMIT = 10", "LIMIT = 11"]]),
  "an assignment to a variable": of([["src/settings.ts", "LIMIT = 20", "LIMIT = 21"]]),
  "a helper of a helper": of([["src/strip.ts", '""', '"-"']]),
  "a regular expression's flags": of([["src/strip.ts", "/a+/g", "/a+/gi"]]),
  "a method of a class": of([[main, "this.text + MARK", "MARK + this.text"]]),
  "the base of a class": of([[main, "this.text = text;", "this.text = text.trim();"]]),
  "another helper in place of one": of([[main, "clean(text)", "String(text)"]]),
};

/** Ways to reach a declaration, each before and after an edit at its end. */
const behind: { [way: string]: readonly [before: Files, after: Files] } = {};
function reaches(way: string, files: Files): void {
  behind[way] = [files, edited(files, [["src/text.ts", ".trim()", ".trimStart()"]])];
}
for (const way of [
  "a namespace import",
  "a re-export",
  "a renaming re-export",
  "a default export",
  "export *",
  "the imports map of the package",
  "a self reference of the package",
]) {
  reaches(way, unchanged[way] ?? {});
}
reaches(
  "export * as a namespace",
  of([...namespaced, [main, "import * as words", "import { words }"], barrel], {
    "src/barrel.ts": 'export * as words from "./text.ts";',
  }),
);
const whole = of([
  [main, "clean(text)", "Object.values(words).map((f) => f(text)).join()"],
  [main, "{ clean }", "* as words"],
]);
behind["a namespace used as a value"] = [whole, edited(whole, [["src/text.ts", "return 1", "return 2"]])];
const dynamic = of([[main, "clean(text)", '(await import("./text.ts")).clean(text)']]);
reaches("an import() with its module's name", dynamic);
const map = of([
  [main, "LIMIT)", "table.size)"],
  [main, "{ LIMIT,", "{ table,"],
]);
behind["a method called on a constant"] = [map, edited(map, [["src/settings.ts", '"a", 1', '"b", 1']])];
const json = of(
  [
    [main, "LIMIT)", "data.limit)"],
    [main, "import { LIMIT", 'import data from "./data.json" with { type: "json" };\nimport { LIMIT'],
  ],
  {
    "src/data.json": '{ "limit": 1 }',
  },
);
behind["imported JSON"] = [json, { ...json, "src/data.json": '{ "limit": 2 }' }];
const common = of(
  [
    [main, "clean(text)", "legacy.clean(text)"],
    [main, "{ clean }", "legacy"],
    [main, "./text.ts", "./legacy.cjs"],
  ],
  {
    "src/legacy.cjs": 'const { strip } = require("./strip.cjs");\nexports.clean = (t) => strip(t);',
    "src/strip.cjs": "exports.strip = (t) => t.trim();",
  },
);
behind["CommonJS and what it requires"] = [common, edited(common, [["src/strip.cjs", "trim", "trimEnd"]])];
const required = of(
  [
    [main, "clean(text)", "legacy.clean(text)"],
    [
      main,
      'import { clean } from "./text.ts";',
      'import { createRequire } from "node:module";\nconst load = createRequire(import.meta.url);\nconst legacy = load("./legacy.cjs");',
    ],
  ],
  { "src/legacy.cjs": "exports.clean = (t) => t.trim();" },
);
behind["what createRequire loads"] = [required, edited(required, [["src/legacy.cjs", "trim", "trimEnd"]])];
const workspace = unchanged["a workspace package"] ?? {};
behind["a workspace package"] = [workspace, edited(workspace, [["packages/words/main.ts", ".trim()", ".trimEnd()"]])];

describe("the logic fingerprint", () => {
  const projects = new Projects();
  const reports = new Map<Files, LogicReport>();

  beforeAll(async () => {
    const all = [base, ...Object.values(unchanged), ...Object.values(changed), ...Object.values(behind).flat()];
    const modules = await projects.report(all.map((files) => `${projects.write(files)}/${main}`));
    for (const [index, files] of all.entries()) reports.set(files, modules[index]?.functions["index"] ?? {});
  });
  afterAll(() => projects.remove());

  const fingerprintOf = (files: Files | undefined): string => {
    const report = files === undefined ? undefined : reports.get(files);
    expect(report).toMatchObject({ identity: "my-app:main#index" });
    expect(report?.unresolved).toBeUndefined();
    return report?.fingerprint ?? "";
  };

  it.each(Object.keys(unchanged))("does not change with %s", (name) => {
    expect(fingerprintOf(unchanged[name])).toBe(fingerprintOf(base));
  });

  it.each(Object.keys(changed))("changes with %s", (name) => {
    expect(fingerprintOf(changed[name])).not.toBe(fingerprintOf(base));
  });

  it.each(Object.keys(behind))("changes with an edit behind %s", (name) => {
    const [before, after] = behind[name] ?? [];
    expect(fingerprintOf(after)).not.toBe(fingerprintOf(before));
  });
});
