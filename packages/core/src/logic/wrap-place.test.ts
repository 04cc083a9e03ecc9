import { afterAll, describe, expect, it } from "vitest";
import { Projects } from "./testing/project.ts";
import { changes, project, reportAll } from "./testing/report-projects.ts";

const projects = new Projects();
afterAll(() => projects.remove());

describe("the place of the call", () => {
  it("is found however the call is written", async () => {
    const [functions = {}] = await reportAll(projects, [
      project(`
const text: "é漢字😀" = "é漢字😀"; export const after = fn({ memo: true }, (x: "é漢😀") => x + text);
export const chained = coco
  .fn({}, () => 1);
export const cast = (coco.fn as any)({}, () => 2);
export const optional = coco?.fn?.(() => 3);
export const generic = fn<() => number>(() => 4);
export const many = [fn(function a() {}), fn(function b() {}), fn(() => fn(function c() {}))];
const { fn: alias } = coco;
export const aliased = alias(() => 5);
export const spread = coco.fn(...[() => 6] as const);
`),
    ]);
    const missed = Object.entries(functions).filter(([, { unresolved }]) => unresolved !== undefined);
    expect(missed.map(([label]) => label)).toEqual(["spread"]);
    expect(Object.values(functions).map((logic) => logic.declaredName)).toEqual([
      "after",
      "aliased",
      "cast",
      "chained",
      "generic",
      "many.a",
      "many.b",
      "many",
      "optional",
      "(anonymous)",
    ]);
  });

  it("missing, the function's own text counts, which is said once", async () => {
    const source = (text: string): string => `
const wrap = new Function("fn", ${JSON.stringify(`const helper = 1; return fn({ memo: true }, ${text})`)});
const made = wrap(coco.fn);
export const index = [made, made];`;
    const [one, comment, edit] = await reportAll(projects, [
      project(source("async function run(x) { return x + helper; }")),
      project(source("async function run(x) { /* ! */ return x+helper }")),
      project(source("async function run(x) { return x - helper; }")),
    ]);
    expect(one?.["index.0"]).toMatchObject({
      declaredName: "run",
      unresolved: expect.stringContaining("own text alone"),
    });
    expect(one?.["index.1"]).not.toHaveProperty("unresolved");
    expect(comment?.["index.0"]?.fingerprint).toBe(one?.["index.0"]?.fingerprint);
    expect(edit?.["index.0"]?.fingerprint).not.toBe(one?.["index.0"]?.fingerprint);
  });

  it("says what it cannot follow, and follows the rest", async () => {
    const files = project(
      'const name = "./x.ts";\nconst helper = () => 1;\nexport const index = fn(async () => [await import(name), helper()]);',
      { "x.ts": "" },
    );
    expect((await reportAll(projects, [files]))[0]?.["index"]?.unresolved).toContain(
      "import() whose module only shows at run time",
    );
    expect(await changes(projects, files, { helper: [["main.ts", "() => 1", "() => 2"]] })).toEqual({ helper: true });
  });
});
