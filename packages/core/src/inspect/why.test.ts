import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inspect, parseKeyPath } from "../index.ts";
import { Program } from "../testing/program.ts";
import type { AppInspection } from "./app-inspection.ts";

const helpers = `export const MARK = "!";
const unrelated = 1;
export function clean(text: string): string {
  // trims
  return text.trim() + MARK;
}
`;
const steps = `import { fn, mountEach, type TargetState } from "@coco/core";
import { clean } from "./helpers.ts";
import { declareRow } from "./rows.ts";

export const tidy = fn({ memo: true }, async function tidy(text: string) {
  return clean(text);
});

export const store = fn({ memo: true }, async function store(text: string, table: string) {
  if (text === process.env["FAIL_ON"]) throw new Error("cannot store " + text);
  declareRow(table + ":" + (await tidy(text)));
});
`;
const rows = `import { absent, declareTargetState, registerRootTargets } from "@coco/core";
const sink = { name: "rows", apply: async () => {} };
const provider = registerRootTargets<string, string, string>("test.rows", {
  reconcile: (key, desired, previous) =>
    previous.possible[0] === desired ? undefined
      : { tracking: desired === absent ? absent : desired, action: { sink, payload: String(key) } },
});
export const declareRow = (key: string): void => declareTargetState(provider.state(key, "x"));
`;
const main = `import { app, mount, mountEach } from "@coco/core";
import { store } from "./src/steps.ts";

await app("Program", async function main() {
  const texts = (process.env["TEXTS"] ?? "one,two").split(",");
  await mountEach(texts.map((text) => [text.slice(0, 3), text] as const), store, process.env["TABLE"] ?? "docs");
}).update({ failures: "report", logFailures: false });
`;
const files = { "main.ts": main, "src/steps.ts": steps, "src/helpers.ts": helpers, "src/rows.ts": rows };

let program: Program;
beforeEach(() => {
  program = new Program(files);
});
afterEach(() => program.remove());

async function inspected<T>(look: (app: AppInspection) => Promise<T>): Promise<T> {
  const inspection = await inspect(path.join(program.folder, ".coco", "state.db"));
  try {
    return await look(await inspection.app("Program"));
  } finally {
    await inspection.close();
  }
}

const whyOf = (text: string) => inspected((app) => app.why(parseKeyPath(text)));

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe("why a component ran", () => {
  it("is that it is new, that nothing changed, or that it runs every time", async () => {
    await program.run();
    expect(await whyOf("@store/one")).toMatchObject({
      component: "@store/one",
      outcome: "ran",
      latest: { number: 1 },
      lastRun: { run: 1, reason: { kind: "new" }, startedAt: expect.any(Date) },
      changes: [],
    });
    await program.run("main.ts", { TEXTS: "one,two,three" });
    expect(await whyOf("@store/one")).toMatchObject({
      outcome: "unchanged",
      latest: { number: 2 },
      lastRun: { run: 1 },
    });
    expect(await whyOf("@store/thr")).toMatchObject({ outcome: "ran", lastRun: { run: 2 } });
    expect(await whyOf("/")).toMatchObject({ outcome: "always", lastRun: undefined });
    expect(await whyOf("@store/none")).toBeUndefined();
  });

  it("is an argument, by the name of its parameter", async () => {
    await program.run();
    await program.run("main.ts", { TEXTS: "one more,two" });
    expect(await whyOf("@store/one")).toMatchObject({
      outcome: "ran",
      lastRun: { reason: { kind: "argument", position: 0 } },
      parameter: "text",
    });
    await program.run("main.ts", { TABLE: "other", TEXTS: "one more,two" });
    expect(await whyOf("@store/two")).toMatchObject({
      lastRun: { reason: { kind: "argument", position: 1 } },
      parameter: "table",
    });
  });

  it("is a function, down to the lines of the declaration that was edited", async () => {
    await program.run();
    program.write({ ...files, "src/helpers.ts": helpers.replace("text.trim() + MARK", "text.trimEnd() + MARK") });
    await program.run();
    const why = await whyOf("@store/one");
    expect(why).toMatchObject({ outcome: "ran", lastRun: { reason: { kind: "dependency", on: "function" } } });
    expect(why?.changes).toEqual([
      {
        kind: "changed",
        name: "clean",
        file: "src/helpers.ts",
        line: 3,
        lines: [
          { kind: "removed", line: 5, text: "  return text.trim() + MARK;" },
          { kind: "added", line: 5, text: "  return text.trimEnd() + MARK;" },
        ],
      },
    ]);
    // Another declaration, of another version: the difference is to the version before, not to the first.
    program.write({ ...files, "src/helpers.ts": `\n${helpers.replace("trim()", "trimEnd()").replace('"!"', '"?"')}` });
    await program.run();
    expect((await whyOf("@store/two"))?.changes).toEqual([
      {
        kind: "changed",
        name: "MARK",
        file: "src/helpers.ts",
        line: 2,
        lines: [
          { kind: "removed", line: 1, text: 'export const MARK = "!";' },
          { kind: "added", line: 2, text: 'export const MARK = "?";' },
        ],
      },
    ]);
  });

  it("is that it failed, and what it depends on is said too", async () => {
    await program.run("main.ts", { FAIL_ON: "two" });
    expect(await whyOf("@store/two")).toMatchObject({
      outcome: "failed",
      failure: { error: { message: "cannot store two" }, count: 1 },
    });
    expect(await whyOf("/")).toMatchObject({ outcome: "repeats", failure: { component: "@store/two" } });
    const functions = (await whyOf("@store/one"))?.dependencies.functions;
    expect(functions).toMatchObject([
      { name: "store", file: "src/steps.ts", line: 9, since: { number: 1 } },
      { name: "tidy", file: "src/steps.ts", line: 5, since: { number: 1 } },
    ]);
  });
});

describe("why a call in a component ran", () => {
  const callsOf = async (text: string) => (await whyOf(text))?.calls;

  it("is that it is new, an argument that no call had before, or a function, down to the lines", async () => {
    await program.run();
    expect(await callsOf("@store/one")).toEqual([
      {
        functionName: "tidy",
        count: 1,
        lastRun: { run: 1, reason: { kind: "new" }, startedAt: expect.any(Date) },
        parameter: undefined,
        changes: [],
      },
    ]);
    await program.run("main.ts", { TEXTS: "one more,two" });
    expect(await callsOf("@store/one")).toMatchObject([
      { count: 1, lastRun: { run: 2, reason: { kind: "argument", position: 0 } }, parameter: "text" },
    ]);
    program.write({ ...files, "src/helpers.ts": helpers.replace("text.trim() + MARK", "text.trimEnd() + MARK") });
    await program.run("main.ts", { TEXTS: "one more,two" });
    expect(await callsOf("@store/one")).toMatchObject([
      {
        functionName: "tidy",
        lastRun: { run: 3, reason: { kind: "dependency" } },
        changes: [{ name: "clean", line: 3 }],
      },
    ]);
  });

  it("is told for each run and reason, also where the component itself runs every time", async () => {
    const often = steps
      .replace("export const store = fn({ memo: true }, async function store(", "export async function store(")
      .replace(
        'declareRow(table + ":" + (await tidy(text)));\n});',
        'for (const word of text.split(" ")) declareRow(table + (await tidy(word)));\n}',
      );
    program.write({ ...files, "src/steps.ts": often });
    await program.run("main.ts", { TEXTS: "one a b" });
    await program.run("main.ts", { TEXTS: "one a c d" });
    expect(await whyOf("@store/one")).toMatchObject({
      outcome: "always",
      functionMemos: 4,
      calls: [
        { functionName: "tidy", count: 2, lastRun: { run: 2, reason: { kind: "argument", position: 0 } } },
        { functionName: "tidy", count: 2, lastRun: { run: 1, reason: { kind: "new" } } },
      ],
    });
  });
});

describe("where a target state comes from", () => {
  it("is its component, its source item, and the functions that made it, each with its version", async () => {
    await program.run();
    const before = await inspected((app) => app.explain(["test.rows", "docs:one!"]));
    expect(before).toMatchObject({
      target: { displayPath: expect.stringContaining("docs:one!"), status: "settled" },
      container: "test.rows",
      displayComponent: "@store/one",
      functionName: "store",
      sourceItem: "one",
      lastRun: { run: 1 },
      siblings: 0,
    });
    expect(before?.dependencies.functions.map(({ name }) => name)).toEqual(["store", "tidy"]);
    expect(await inspected((app) => app.explain(["test.rows", "docs:none"]))).toBeUndefined();

    program.write({ "src/steps.ts": steps.replace("return clean(text);", "return clean(clean(text));") });
    await program.run();
    const after = await inspected((app) => app.explain(["test.rows", "docs:one!!"]));
    const versions = (explained: typeof after) => explained?.dependencies.functions.map(({ version }) => version);
    expect(versions(after)?.[0]).toBe(versions(before)?.[0]); // store itself is what it was
    expect(versions(after)?.[1]).not.toBe(versions(before)?.[1]);
    expect(after?.dependencies.functions[1]).toMatchObject({ name: "tidy", since: { number: 2 } });
  });

  it("can be asked forwards: what came of an item, and of which components it is the item", async () => {
    await program.run();
    await inspected(async (app) => {
      const paths = await all(app.componentsOf("two"));
      expect(paths).toEqual([parseKeyPath("@store/two")]);
      const states = await all(app.producedBy(paths[0] ?? []));
      expect(states).toMatchObject([{ component: "@store/two", path: ["test.rows", "docs:two!"] }]);
      expect(await all(app.producedBy([]))).toHaveLength(2);
    });
  });
});
