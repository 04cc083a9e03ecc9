import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Projects } from "./testing/project.ts";
import { changes, type Functions, project, reportAll } from "./testing/report-projects.ts";

const wrapped = (options: string, body: string, around = "prefix: string"): string => `
function make(${around}) {
const local = 1;
const inner = fn(() => local);
return fn({ ${options} }, ${body});
}
export const index = make("a");`;

/** Functions that capture, with the name that they capture. */
const refused: readonly (readonly [label: string, source: string, captured: string])[] = [
  [
    "in a function",
    wrapped("memo: true", "async function index(x: string) { return prefix + local + x; }"),
    '"prefix", "local"',
  ],
  [
    "this of a method",
    "class A { make() { return fn({ memo: true }, () => this); } }\nexport const index = new A().make();",
    '"this"',
  ],
  ["this of a field", "class A { f = fn({ memo: true }, () => this); }\nexport const index = new A().f;", '"this"'],
  [
    "a function handed in",
    "const make = (f: () => void) => fn({ memo: true }, f);\nexport const index = make(() => {});",
    '"f"',
  ],
  [
    "a loop's variable",
    "export const index = [];\nfor (const x of [1]) index.push(fn({ memo: true }, () => x));",
    '"x"',
  ],
  [
    "arguments",
    "function make() { return fn({ memo: true }, () => arguments[0]); }\nexport const index = make();",
    '"arguments"',
  ],
  [
    "a shadowed module name",
    "const a = 1;\nfunction make(a: number) { return fn({ memo: true }, () => a); }\nexport const index = make(2);",
    '"a"',
  ],
];

/** Functions that do not, or may. */
const allowed: readonly (readonly [label: string, source: string])[] = [
  ["with deps", wrapped("memo: true, deps: {}", "() => prefix")],
  ["without memo", wrapped("", "() => prefix")],
  ["in types alone", wrapped("memo: true", "(x: typeof prefix) => x as typeof local")],
  [
    "for its own locals, labels, properties and globals",
    wrapped(
      "memo: true",
      "(prefix: string) => { const local = { prefix, local: 1 }; prefix: for (;;) break prefix; return console.log(local.local, prefix) }",
    ),
  ],
  ["for a wrapped function", wrapped("memo: true", "() => inner()")],
  [
    "in a block of the module",
    "{ const local = 1; var made = fn({ memo: true }, () => local); }\nexport const index = made;",
  ],
  [
    "for this of a method that is wrapped itself",
    "class A { f = fn({ memo: true }, function () { return this; }); }\nexport const index = new A().f;",
  ],
  ["without tracking", wrapped('memo: true, logicTracking: "none"', "() => prefix")],
];

describe("names of an enclosing function", () => {
  const projects = new Projects();
  const reports = new Map<string, Functions[string] | undefined>();

  beforeAll(async () => {
    const all = [...refused, ...allowed];
    const functions = await reportAll(
      projects,
      all.map(([, source]) => project(source)),
    );
    for (const [index, [label]] of all.entries())
      reports.set(label, functions[index]?.["index"] ?? functions[index]?.["index.0"]);
  });
  afterAll(() => projects.remove());

  it("are an error that names function and name and asks for deps", () => {
    expect(reports.get("in a function")?.error).toMatch(
      /^UNTRACKED_CLOSURE: .*"make\.index".*main\.ts:7:\d+\).*"prefix", "local".*`deps: \{ prefix, local \}`/,
    );
  });

  it.each(refused)("are refused: %s", (label, _, captured) => {
    expect(reports.get(label)?.error).toContain(`uses ${captured} of`);
  });

  it.each(allowed)("are fine: %s", (label) => {
    expect(reports.get(label)).toMatchObject({ fingerprint: expect.any(String) });
  });

  it("do not include those of a block of the module, which are followed", async () => {
    const files = project(
      "{ const local = 1; var made = fn({ memo: true }, () => local); }\nexport const index = made;",
    );
    expect(await changes(projects, files, { local: [["main.ts", "local = 1", "local = 2"]] })).toEqual({ local: true });
  });
});
