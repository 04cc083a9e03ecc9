import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Program } from "../../testing/program.ts";

// A real program, edited on disk between two processes.

const STEPS = `
import { fn } from "@coco/core";
import { clean } from "./tools.ts";

const LIMIT = 30;

export const f = fn({ memo: true }, async function f(text: string) {
  return g(clean(text).slice(0, LIMIT));
});

const g = fn(async function g(text: string) {
  return text;
});
`;
const TOOLS = `
import { join } from "joiner";

const MARK = "!";
class Base { mark() { return MARK; } }
class Marker extends Base {}

export function clean(text: string): string {
  return join(text.trim(), new Marker().mark());
}
export function unrelated(): number { return 1; }
`;
const JOINER = "node_modules/joiner/package.json";
const joiner = (version: string, logicVersion?: number): string =>
  JSON.stringify({
    name: "joiner",
    version,
    type: "module",
    main: "index.js",
    ...(logicVersion === undefined ? {} : { coco: { logicVersion } }),
  });

const FILES: Readonly<Record<string, string>> = {
  "steps.ts": STEPS,
  "tools.ts": TOOLS,
  [JOINER]: joiner("1.2.3"),
  "node_modules/joiner/index.js": "export const join = (a, b) => a + b;",
};

interface Edit {
  readonly edit: string;
  /** What is other than in `FILES` before the edit. */
  readonly before?: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Why `f` runs; nothing: it does not. */
  readonly why?: string;
  /** What `f` is called after the edit, if not `f`. */
  readonly called?: string;
  /** What `g` is called after the edit, if it is wrapped still. */
  readonly beneath?: string;
}

const steps = (search: string, replacement: string): Record<string, string> => ({
  "steps.ts": replaced(STEPS, search, replacement),
});
const tools = (search: string, replacement: string): Record<string, string> => ({
  "tools.ts": replaced(TOOLS, search, replacement),
});
const RENAMED = STEPS.replaceAll(/\bf\b/g, "h").replace("{ memo: true }", '{ memo: true, formerly: ["f"] }');
const F = "function my-app:NAME/steps#f changed";

const EDITS: readonly Edit[] = [
  { edit: "none", after: {} },
  { edit: "a comment", after: steps("  return g(", "  // Cleaned.\n  return g(") },
  { edit: "white space", after: steps("(0, LIMIT)", "(\n    0,\n    LIMIT,\n  )".replace(",\n  )", "\n  )")) },
  { edit: "the style of quotes", after: tools('"!"', "'!'") },
  { edit: "a type", after: steps("text: string) {\n  return g", "text: string): Promise<string> {\n  return g") },
  { edit: "a declaration that nobody refers to", after: tools("return 1", "return 2") },
  { edit: "an import that nobody refers to", after: steps("import { clean", 'import "node:fs";\nimport { clean') },
  {
    edit: "the name of a helper",
    after: { ...tools("function clean", "function tidy"), ...steps("import { clean }", "import { tidy as clean }") },
  },
  {
    edit: "the module of a helper, which the old one exports again",
    after: { "tools.ts": 'export * from "./new/place.ts";', "new/place.ts": TOOLS },
  },
  { edit: "the place of a helper in its module", after: { "tools.ts": moved(TOOLS) } },
  { edit: "the function's text", after: steps("slice(0,", "slice(1,"), why: F },
  { edit: "a constant that the function refers to", after: steps("LIMIT = 30", "LIMIT = 31"), why: F },
  { edit: "a helper in another module", after: tools("text.trim()", "text.trimEnd()"), why: F },
  { edit: "a constant that a helper refers to", after: tools('"!"', '"?"'), why: F },
  { edit: "the base of a class that a helper makes", after: tools("return MARK", "return MARK + MARK"), why: F },
  {
    edit: "a wrapped function beneath",
    after: steps("  return text;", "  return text + 1;"),
    why: "function my-app:NAME/steps#g changed",
  },
  {
    edit: "a helper, under a version",
    before: steps("{ memo: true }", "{ memo: true, version: 1 }"),
    after: tools('"!"', '"?"'),
  },
  {
    edit: "a wrapped function beneath, under a version",
    before: steps("{ memo: true }", "{ memo: true, version: 1 }"),
    after: {
      "steps.ts": replaced(
        replaced(STEPS, "{ memo: true }", "{ memo: true, version: 1 }"),
        "  return text;",
        "  return text + 1;",
      ),
    },
    why: "function my-app:NAME/steps#g changed",
  },
  {
    edit: "a helper, under logicTracking self",
    before: steps("{ memo: true }", '{ memo: true, logicTracking: "self" }'),
    after: tools('"!"', '"?"'),
  },
  {
    edit: "the function's text, under logicTracking none",
    before: steps("{ memo: true }", '{ memo: true, logicTracking: "none" }'),
    after: {
      "steps.ts": replaced(
        replaced(STEPS, "{ memo: true }", '{ memo: true, logicTracking: "none" }'),
        "slice(0,",
        "slice(1,",
      ),
    },
  },
  { edit: "the patch version of a package", after: { [JOINER]: joiner("1.2.4") } },
  { edit: "the minor version of a package", after: { [JOINER]: joiner("1.3.0") } },
  { edit: "the major version of a package", after: { [JOINER]: joiner("2.0.0") }, why: F },
  {
    edit: "the minor version of a package before 1.0",
    before: { [JOINER]: joiner("0.2.3") },
    after: { [JOINER]: joiner("0.3.0") },
    why: F,
  },
  {
    edit: "the major version of a package that gives a logic version",
    before: { [JOINER]: joiner("1.0.0", 1) },
    after: { [JOINER]: joiner("2.0.0", 1) },
  },
  {
    edit: "the logic version of a package",
    before: { [JOINER]: joiner("1.0.0", 1) },
    after: { [JOINER]: joiner("1.0.0", 2) },
    why: F,
  },
  { edit: "the function's name, with formerly", after: { "steps.ts": RENAMED }, called: "h" },
  {
    edit: "the function's name, with formerly, and its text",
    after: { "steps.ts": replaced(RENAMED, "slice(0,", "slice(1,") },
    why: F,
    called: "h",
  },
  {
    edit: "the name of a wrapped function beneath",
    after: { "steps.ts": STEPS.replaceAll(/\bg\b/g, "k") },
    why: F, // it refers to another function
    beneath: "k",
  },
  {
    edit: "a wrapped function beneath into a plain one",
    after: steps("fn(async function g(text: string) {\n  return text;\n})", "(text: string) => text"),
    why: F,
    beneath: "",
  },
];

/** One program for all of them: each has a folder and a component of its own. */
const program = new Program({});
afterAll(() => program.remove());

const MAIN = `
import { app, describeEvent, mount, subpath, useMount } from "@coco/core";
${EDITS.map((_, n) => `import * as e${n} from "./src/e${n}/steps.ts";`).join("\n")}

await app("Program", async function main() {
  for (const [name, steps] of Object.entries({ ${EDITS.map((_, n) => `e${n}`).join(", ")} })) {
    const f = steps.f ?? steps.h;
    await useMount(subpath(name), async () => {
      await f("a");
      await mount(f, "b");
    });
  }
}).update({ onEvent: (event) => console.log(describeEvent(event)) });
`;

/** Writes the files of every edit, and runs all; gives the log, each line without the edit's folder. */
async function runAll(filesOf: (edit: Edit) => Readonly<Record<string, string>>): Promise<readonly string[][]> {
  program.write({ "main.ts": MAIN });
  for (const [n, edit] of EDITS.entries()) {
    const files = Object.entries(filesOf(edit));
    program.write(Object.fromEntries(files.map(([name, text]) => [`src/e${n}/${name}`, text])));
  }
  const log = await program.run();
  return EDITS.map((_, n) =>
    log.filter((line) => new RegExp(`(^| )e${n}[ /]`).test(line)).map((line) => line.replaceAll(`e${n}`, "NAME")),
  );
}

describe("M2 Logic fingerprint: edits of a program", () => {
  let logs: readonly string[][] = [];
  beforeAll(async () => {
    await runAll(({ before }) => ({ ...FILES, ...before }));
    logs = await runAll(({ after }) => after);
  });

  it.for(EDITS.map((edit, index) => ({ ...edit, index })))(
    "$edit: $why",
    ({ beneath = "g", called = "f", index, why }) => {
      const g = beneath === "" ? [] : [beneath];
      const ran = "runs every time (not memoized)";
      expect(logs[index]).toEqual(
        why === undefined
          ? [`NAME ran: ${ran}`, `${called}() in NAME reused`, "NAME/@f is unchanged"]
          : [
              `NAME ran: ${ran}`,
              `${called}() in NAME ran: ${why}`,
              ...g.map((name) => `${name}() in NAME ran: ${ran}`),
              `NAME/@f ran: ${why}`,
              ...g.map((name) => `${name}() in NAME/@f ran: ${ran}`),
            ],
      );
    },
  );
});

function replaced(text: string, search: string, replacement: string): string {
  if (!text.includes(search)) throw new Error(`There is no ${search} in the text.`);
  return text.replace(search, replacement);
}

/** The exported helper stands above what it refers to. */
function moved(text: string): string {
  const [imports = "", ...rest] = text.split("\n\n");
  return [imports, rest[1], rest[0]].join("\n\n");
}
