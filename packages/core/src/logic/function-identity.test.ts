import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Files, Projects } from "./testing/project.ts";
import { type Functions, project, reportAll } from "./testing/report-projects.ts";

const projects = new Projects();
afterAll(() => projects.remove());

async function report(source: string, more?: Files): Promise<Functions> {
  return (await reportAll(projects, [project(source, more)]))[0] ?? {};
}

describe("identity", () => {
  it("is the name that the syntax gives, after package and module path", async () => {
    const functions = await report(
      `
export const variable = fn(() => 1);
export const asserted = fn(() => 1) as unknown as () => number;
function inside() { const local = fn(() => 1); return [local, coco.map?.call, fn(function own() {})]; }
export const nested = inside();
export const steps = { a: { b: fn(() => 1) } };
export const deep = [steps.a.b];
class Model { field = fn(() => 1); static part = fn(() => 2); declare made: () => void; constructor() { this.made = fn(() => 3); } method() { return fn(() => 4); } }
const model = new Model();
export const members = [model.field, Model.part, model.made, model.method()];
export const given = fn({ name: "my name" }, () => 1);
export default fn(async function main() {});
`,
      { "package.json": JSON.stringify({ name: "@acme/app", type: "module" }) },
    );
    const names = Object.fromEntries(Object.entries(functions).map(([label, { identity }]) => [label, identity]));
    expect(names).toEqual({
      variable: "@acme/app:main#variable",
      asserted: "@acme/app:main#asserted",
      "nested.0": "@acme/app:main#inside.local",
      "nested.2": "@acme/app:main#inside.own",
      "deep.0": "@acme/app:main#steps.a.b",
      "members.0": "@acme/app:main#Model.field",
      "members.1": "@acme/app:main#Model.part",
      "members.2": "@acme/app:main#Model.made",
      "members.3": "@acme/app:main#Model.method",
      given: "my name",
      default: "@acme/app:main#main",
    });
  });

  it("is refused to a second function of the module, which a name repairs", async () => {
    const source = (options: string): string =>
      `const items: unknown[] = [];\nitems.push(fn(() => 1)); items.push(fn(${options}() => 2));\nexport const index = items;`;
    const twice = await report(source(""));
    expect(twice["index.0"]?.identity).toBe("my-app:main#(anonymous)");
    expect(twice["index.1"]?.error).toMatch(
      /^DUPLICATE_FUNCTION_IDENTITY: .*"my-app:main#\(anonymous\)".*main\.ts:4:12 .*main\.ts:4:37.*`name/,
    );
    const named = await report(source('{ name: "second" }, '));
    expect([named["index.0"]?.identity, named["index.1"]?.identity]).toEqual(["my-app:main#(anonymous)", "second"]);
  });

  it("is the same each time one wrap is evaluated", async () => {
    const functions = await report(
      "class A { f = fn({ memo: true }, () => 1); }\nexport const index = [new A().f, new A().f];",
    );
    expect(functions["index.0"]?.identity).toBe("my-app:main#A.f");
    expect(functions["index.1"]).toEqual(functions["index.0"]);
  });

  it("and fingerprint are the same for dist/main.js beside src/main.ts", async () => {
    const body = (type: string, extension: string): string =>
      `import { fn } from "@coco/core";\nimport { helper } from "./helper${extension}";\nexport const index = fn(async (x${type}) => helper(x));\n`;
    const folder = projects.write({
      "src/main.ts": body(": number", ".ts"),
      "src/helper.ts": "export const helper = (x: number): number => x;\n",
      "dist/main.js": body("", ".js"),
      "dist/helper.js": "export const helper = (x) => x;\n",
    });
    const [source, built] = await projects.report([`${folder}/src/main.ts`, `${folder}/dist/main.js`]);
    expect(source?.functions["index"]).toMatchObject({ identity: "my-app:main#index" });
    expect(built?.functions["index"]).toEqual(source?.functions["index"]);
  });

  it("is that of the source module for a bundle with a source map", async () => {
    // Line 3 of the bundle comes from src/steps/embed.ts, line 1, where the call stands in column 22.
    const map = { version: 3, sources: ["../src/steps/embed.ts"], names: [], mappings: ";;AAAA,qBAAqB" };
    const folder = projects.write({
      "dist/bundle.js": `import { fn } from "@coco/core";\nconst helper = () => 1;\nconst embed$1 = /**/ fn(() => helper());\nexport { embed$1 as embed };\n//# sourceMappingURL=bundle.js.map\n`,
      "dist/bundle.js.map": JSON.stringify(map),
      "src/steps/embed.ts":
        'import { fn } from "@coco/core";\nexport const embed = fn(() => helper());\nconst helper = () => 1;\n',
    });
    const [bundle, source] = await projects.report([`${folder}/dist/bundle.js`, `${folder}/src/steps/embed.ts`]);
    expect(bundle?.functions["embed"]?.identity).toBe("my-app:steps/embed#embed");
    expect(bundle?.functions["embed"]?.fingerprint).toBe(source?.functions["embed"]?.fingerprint);
  });

  it("holds without any package.json", async () => {
    const folder = projects.write({
      "package.json": null,
      "main.mts": 'import { fn } from "@coco/core";\nexport const index = fn(() => 1);',
    });
    const [module] = await projects.report([join(folder, "main.mts")]);
    expect(module?.functions["index"]?.identity).toBe("main#index");
  });
});
