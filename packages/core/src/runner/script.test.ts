import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScriptProject } from "./testing/script-project.ts";

let project: ScriptProject;
beforeEach(() => {
  project = new ScriptProject();
});
afterEach(() => project.remove());

const main = `
import { isMainThread } from "node:worker_threads";
import * as coco from "@coco/core";
import { inner } from "./inner.ts";

console.log(isMainThread ? "main thread" : "worker");
const pool = coco.workerPool({ size: 1 });
coco.lifespan(() => void console.log("lifespan"));
const outer = coco.fn({ memo: true, runner: pool }, async function outer(n: number) {
  return inner(n);
});
const app = coco.app("Script", () => outer(20));
const handle = app.update();
const result = await handle;
const ran = Object.entries(handle.stats().functions).map(([name, { ran, hits }]) => \`\${name} \${ran}/\${hits}\`);
console.log(JSON.stringify({ result, ran }));
export { app };
`;
const inner = (add: number): string => `
import * as coco from "@coco/core";
const add = (n: number): number => n + ${add};
export const inner = coco.fn(function inner(n: number) {
  return add(n);
});
`;

describe("a script that updates its app at its top level", () => {
  it("works with a pool: in the worker it stops there, and the process ends by itself", async () => {
    project.write("main.ts", main);
    project.write("inner.ts", inner(1));
    expect(await project.run("main.ts")).toEqual([
      "main thread",
      "lifespan",
      "worker",
      '{"result":21,"ran":["outer 1/0","inner 1/0"]}',
    ]);
    // Nothing changed: no thread is started.
    expect(await project.run("main.ts")).toEqual(["main thread", "lifespan", '{"result":21,"ran":["outer 0/1"]}']);
    // What ran in the worker alone is a dependency, with the plain helpers that it refers to.
    project.write("inner.ts", inner(2));
    expect((await project.run("main.ts")).at(-1)).toBe('{"result":22,"ran":["outer 1/0","inner 1/0"]}');
  });

  it("may not wrap below the update what a worker is to find: the error says so", async () => {
    project.write(
      "main.ts",
      `
import * as coco from "@coco/core";
const pool = coco.workerPool({ size: 1 });
const early = coco.fn({ runner: pool }, function early() { return 1; });
console.log(await coco.app("First", () => early()).update());
const late = coco.fn({ runner: pool }, function late() { return 1; });
const report = await coco.app("Second", () => late()).update({ failures: "report" });
console.log(report.failures.map(({ error }) => (error as { code: string }).code).join());
`,
    );
    expect(await project.run("main.ts")).toEqual(["1", "RUNNER_FUNCTION_NOT_FOUND"]);
  });

  it("may import the functions from another module, and one module after the other", async () => {
    const work = (name: string): string => `
import * as coco from "@coco/core";
import { pool } from "./pool.ts";
export const ${name} = coco.fn({ runner: pool }, function ${name}() { return "${name}"; });
`;
    project.write(
      "pool.ts",
      'import * as coco from "@coco/core";\nexport const pool = coco.workerPool({ size: 1, setup: () => console.log("setup") });',
    );
    project.write("a.ts", work("a"));
    project.write("b.ts", work("b"));
    project.write(
      "main.ts",
      `
import * as coco from "@coco/core";
import { a } from "./a.ts";
import { b } from "./b.ts";
import { pool } from "./pool.ts";
const own = coco.fn({ runner: pool }, function own() { return "own"; });
const app = coco.app("Script", async () => [await a(), await own(), await b(), await a()].join());
console.log(await app.update());
`,
    );
    expect((await project.run("main.ts")).sort()).toEqual(["a,own,b,a", "setup"]);
  });
});

describe("a function that ran beneath another one in a worker", () => {
  it('does not count beyond one with logicTracking: "self", which counts itself', async () => {
    const middle = (add: number): string => `
import * as coco from "@coco/core";
import { inner } from "./inner.ts";
export const middle = coco.fn({ logicTracking: "self" }, async function middle(n: number) {
  return (await inner(n)) + ${add};
});
`;
    project.write("inner.ts", inner(1));
    project.write("middle.ts", middle(10));
    project.write("main.ts", main.replaceAll("inner", "middle"));
    expect((await project.run("main.ts")).at(-1)).toBe('{"result":31,"ran":["outer 1/0","middle 1/0","inner 1/0"]}');
    project.write("inner.ts", inner(2));
    expect((await project.run("main.ts")).at(-1)).toBe('{"result":31,"ran":["outer 0/1"]}');
    project.write("middle.ts", middle(20));
    expect((await project.run("main.ts")).at(-1)).toBe('{"result":42,"ran":["outer 1/0","middle 1/0","inner 1/0"]}');
  });
});

describe("code that was edited while the process runs", () => {
  it("is not run in its place: the call fails and says so", async () => {
    project.write("inner.ts", inner(1));
    project.write(
      "work.ts",
      `
import * as coco from "@coco/core";
const pool = coco.workerPool({ size: 1 });
export const work = coco.fn({ memo: true, runner: pool }, function work(n: number) { return n + 1; });
`,
    );
    project.write(
      "main.ts",
      `
import { readFileSync, writeFileSync } from "node:fs";
import * as coco from "@coco/core";
import { work } from "./work.ts";
const app = coco.app("Script", () => {
  const file = new URL("./work.ts", import.meta.url);
  writeFileSync(file, readFileSync(file, "utf8").replace("n + 1", "n + 2"));
  return work(1);
});
const report = await app.update({ failures: "report" });
console.log(report.failures.map(({ error }) => (error as { code: string }).code).join() || report.result);
`,
    );
    expect(await project.run("main.ts")).toEqual(["RUNNER_CODE_DIFFERS"]);
  });
});
