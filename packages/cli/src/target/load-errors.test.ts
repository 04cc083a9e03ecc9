import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = new Project();
});
afterEach(() => project.dispose());

/** What the command says of a main.ts with this text. */
async function saidOf(text: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  project.write({ "main.ts": text, ...others });
  const { code, out, err } = await project.coco(["update", "main.ts"]);
  expect(code).toBe(1);
  expect(out).toBe("");
  expect(err).toMatch(/^error: /);
  expect(err).not.toMatch(/node:internal|packages\/c/);
  return err;
}

describe("code that does not load", () => {
  it("because Node only removes types: says where, and what to write", async () => {
    const enumeration = await saidOf("export const a = 1;\nexport enum Color { Red }\n");
    expect(enumeration).toContain("TypeScript enum cannot be run.");
    expect(enumeration).toContain(
      "  main.ts:2\n    export const a = 1;\n    export enum Color { Red }\n           ^^^^",
    );
    expect(enumeration).toContain("const Color =");
    expect(await saidOf("class A { constructor(private x: number) {} }")).toContain("this.x = x");
    expect(await saidOf("namespace N { export const a = 1; }")).toContain("Write a module of its own");
  });

  it("because of a syntax error: shows the line", async () => {
    expect(await saidOf("const a: number = ;")).toContain(
      "main.ts:1\n    const a: number = ;\n                      ^",
    );
  });

  it("because of a syntax error after an empty line", async () => {
    expect(await saidOf("const a = 1;\n\ncnst b = a;\n")).toContain("main.ts:3\n    cnst b = a;\n         ^");
  });

  it("because an import does not name the whole file", async () => {
    const files = { "lib.ts": "export const a = 1;", "folder/index.ts": "export const a = 1;" };
    expect(await saidOf('import { a } from "./lib"; a;', files)).toContain('write "./lib.ts"');
    expect(await saidOf('import { a } from "./lib.js"; a;')).toContain('write "./lib.ts"');
    expect(await saidOf('import { a } from "./folder"; a;')).toContain('write "./folder/index.ts"');
    expect(await saidOf('import { a } from "./lbi.ts"; a;')).toContain("Did you mean lib.ts?");
  });

  it("because a package is missing, or a path of tsconfig.json is used", async () => {
    expect(await saidOf('import a from "not-installed-here"; a;')).toContain("npm install not-installed-here");
    expect(await saidOf('import a from "@/lib"; a;')).toContain('Node does not know "paths"');
  });

  it("because a type is imported as a value", async () => {
    const types = { "shapes.ts": "export interface Shape { a: 1 }" };
    const said = await saidOf('import { Shape } from "./shapes.ts";\nconst s: Shape = { a: 1 }; s;', types);
    expect(said).toContain('write import type { Shape } from "./shapes.ts";');
    expect(await saidOf('import { Shope } from "./shapes.ts"; Shope;')).toContain("Check the name.");
  });

  it("because of JSX, or TypeScript in node_modules", async () => {
    expect(await saidOf('import "./view.tsx";', { "view.tsx": "export const a = 1;" })).toContain("no JSX");
    const ships = {
      "node_modules/ships/package.json": '{"type":"module","exports":"./a.ts"}',
      "node_modules/ships/a.ts": "export const a: number = 1;",
    };
    expect(await saidOf('import "ships";', ships)).toContain("A package in node_modules ships TypeScript");
  });

  it("because it throws: name, message and the user's lines", async () => {
    const said = await saidOf("function setUp() {\n  throw new RangeError('no such port');\n}\nsetUp();");
    expect(said).toBe("error: RangeError: no such port\n  at setUp (main.ts:2:9)\n  at main.ts:4:1\n");
    project.write({ "main.ts": "throw new Error('x');" });
    expect((await project.coco(["update"], { COCO_TRACE: "1" })).err).toContain("node:internal");
  });

  it("because there is no engine", async () => {
    project.remove("node_modules");
    expect(await saidOf("export {};")).toContain("npm install @coco/core");
  });

  it("because of a mistake that coco knows: message and hint, no trace", async () => {
    const said = await saidOf('import * as coco from "@coco/core";\ncoco.app("", () => undefined);');
    expect(said).toBe(
      "error: app(name, main) needs a name that is not empty.\n  at main.ts:2:6\n  The name identifies the app's state across runs.\n",
    );
  });
});
