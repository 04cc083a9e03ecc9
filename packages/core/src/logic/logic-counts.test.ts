import { afterAll, describe, expect, it } from "vitest";
import type { Edit } from "./testing/edit.ts";
import { type Files, Projects } from "./testing/project.ts";
import { changes, project, reportAll } from "./testing/report-projects.ts";

const projects = new Projects();
afterAll(() => projects.remove());

describe("what counts for a function", () => {
  it("stops at wrapped functions, wherever they stand", async () => {
    const source = `
import { inner as imported } from "./inner.ts";
const inner = fn(function inner() { return 1; });
const steps = { a: coco.fn(() => 1), b: [fn({ name: "second" }, () => 2)] };
class Model { embed = fn(() => 3); static load = fn(() => 4); }
export const index = fn({ memo: true }, () => [inner(), imported(), steps.a(), new Model(), Model.load()]);`;
    const inner = {
      "inner.ts": `import { fn } from "@coco/core";\nexport const inner = fn({ memo: true }, () => helper());\nconst helper = () => 1;`,
    };
    expect(
      await changes(projects, project(source, inner), {
        constant: [["main.ts", "return 1", "return 2"]],
        property: [["main.ts", "() => 1", "() => 2"]],
        element: [["main.ts", "() => 2", "() => 3"]],
        field: [["main.ts", "() => 3", "() => 4"]],
        static: [["main.ts", "() => 4", "() => 5"]],
        imported: [["inner.ts", "=> helper()", "=> -helper()"]],
        beneath: [["inner.ts", "() => 1", "() => 2"]],
        options: [["inner.ts", "memo: true", "memo: false"]],
        "another one is called": [["main.ts", "=> [inner(), imported()", "=> [imported(), inner()"]],
        "another property": [["main.ts", "a: coco.fn", "c: coco.fn"]],
      }),
    ).toEqual({
      constant: false,
      property: false,
      element: false,
      field: false,
      static: false,
      imported: false,
      beneath: false,
      options: false,
      "another one is called": true,
      "another property": true,
    });
  });

  it("knows fn through a re-export, and does not take another fn for it", async () => {
    const source = `
import { fn as wrap } from "./own.ts";
import { fn as other } from "./other.ts";
const inner = wrap(() => 1);
const plain = other(() => 2);
export const index = fn(() => [inner(), plain()]);`;
    const files = project(source, {
      "own.ts": 'export * from "./again.ts";',
      "again.ts": 'export { fn } from "@coco/core";',
      "other.ts": "export const fn = <F>(f: F): F => f;",
    });
    expect(
      await changes(projects, files, {
        wrapped: [["main.ts", "() => 1", "() => 3"]],
        other: [["main.ts", "() => 2", "() => 3"]],
        wrapper: [["other.ts", "=> f;", "=> f && f;"]],
      }),
    ).toEqual({ wrapped: false, other: true, wrapper: true });
  });

  it("ends in cycles and follows a function that is passed by name", async () => {
    const source = `
function even(n: number): boolean { return n === 0 || odd(n - 1); }
function odd(n: number): boolean { return n !== 0 && even(n - 1); }
async function run(n: number) { return n > 9 ? run(n - 1) : even(n); }
export const index = fn({ memo: true }, run);`;
    expect(
      await changes(projects, project(source), {
        odd: [["main.ts", "n !== 0", "n > 0"]],
        run: [["main.ts", "n > 9", "n > 8"]],
        renamed: [["main.ts", /\b(even|odd|run)\b/g, "$1x"]],
      }),
    ).toEqual({ odd: true, run: true, renamed: false });
  });

  it("a version stands for source and plain declarations", async () => {
    const files = project("const helper = () => 1;\nexport const index = fn({ version: 1 }, () => helper());");
    expect(
      await changes(projects, files, {
        source: [["main.ts", "=> helper()", "=> -helper()"]],
        helper: [["main.ts", "() => 1", "() => 2"]],
        version: [["main.ts", "version: 1", "version: 2"]],
        "version as text": [["main.ts", "version: 1", 'version: "1"']],
        "no version": [["main.ts", "{ version: 1 }", "{}"]],
      }),
    ).toEqual({ source: false, helper: false, version: true, "version as text": true, "no version": true });
  });

  it('"self" is the own source, "none" is nothing', async () => {
    const of = (tracking: string): Files =>
      project(
        `const helper = () => 1, other = () => 1;\nexport const index = fn({ logicTracking: "${tracking}" }, () => helper());`,
      );
    const edits: { [label: string]: readonly Edit[] } = {
      source: [["main.ts", "=> helper()", "=> -helper()"]],
      helper: [["main.ts", "helper = () => 1", "helper = () => 2"]],
      "another helper": [["main.ts", "=> helper()", "=> other()"]],
      comment: [["main.ts", "=> helper()", "=> /* ! */ helper()"]],
    };
    expect(await changes(projects, of("self"), edits)).toEqual({
      source: true,
      helper: false,
      "another helper": true,
      comment: false,
    });
    expect(await changes(projects, of("none"), edits)).toEqual({
      source: false,
      helper: false,
      "another helper": false,
      comment: false,
    });
  });

  it("deps count by value, also beside a version", async () => {
    const edits: { [label: string]: readonly Edit[] } = {
      value: [["main.ts", "limit: 1", "limit: 2"]],
      order: [["main.ts", "limit: 1, mark: 2", "mark: 2, limit: 1"]],
      gone: [["main.ts", "deps: { limit: 1, mark: 2 }", ""]],
    };
    for (const version of ["", "version: 1, "]) {
      const files = project(`export const index = fn({ ${version}deps: { limit: 1, mark: 2 } }, () => 1);`);
      expect(await changes(projects, files, edits)).toEqual({ value: true, order: false, gone: true });
    }
  });

  it("an installed package counts by name and logic version or major version", async () => {
    const files = (version: string, coco?: object): Files => ({
      ...project('import { parse } from "lib/parse";\nexport const index = fn(() => parse());'),
      "node_modules/lib/package.json": JSON.stringify({
        name: "lib",
        version,
        type: "module",
        exports: { "./parse": "./p.js" },
        coco,
      }),
      "node_modules/lib/p.js": `export const parse = () => "${version}";`,
    });
    const variants = [files("1.0.0"), files("1.9.3"), files("2.0.0"), files("0.1.1"), files("0.1.9"), files("0.2.0")];
    variants.push(
      files("1.0.0", { logicVersion: 3 }),
      files("2.0.0", { logicVersion: 3 }),
      files("2.0.0", { logicVersion: 4 }),
    );
    const groups = async (packages: string): Promise<number[]> => {
      const prints = (await reportAll(projects, variants, { LOGIC_PACKAGES: packages })).map(
        (module) => module["index"]?.fingerprint,
      );
      return prints.map((print) => prints.indexOf(print));
    };
    expect(await groups("major")).toEqual([0, 0, 2, 3, 3, 5, 6, 6, 8]);
    expect(await groups("exact")).toEqual([0, 1, 2, 3, 4, 5, 0, 2, 2]);
    expect(await groups("none")).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("a function wrapped inside of a package counts by the package", async () => {
    const files = (body: string, logicVersion: number): Files => ({
      ...project('export { embed as index } from "@coco/ops-x";'),
      "node_modules/@coco/ops-x/package.json": JSON.stringify({
        name: "@coco/ops-x",
        type: "module",
        exports: "./i.js",
        coco: { logicVersion },
      }),
      "node_modules/@coco/ops-x/i.js": `import { fn } from "@coco/core";\nexport const embed = fn({ memo: true }, () => ${body});`,
    });
    const [one, edit, raised] = await reportAll(projects, [files("1", 1), files("2", 1), files("2", 2)]);
    expect(one?.["index"]?.identity).toBe("@coco/ops-x:i#embed");
    expect(edit?.["index"]?.fingerprint).toBe(one?.["index"]?.fingerprint);
    expect(raised?.["index"]?.fingerprint).not.toBe(one?.["index"]?.fingerprint);
  });
});
