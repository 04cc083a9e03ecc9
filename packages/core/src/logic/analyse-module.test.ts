import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { analyseModule } from "./analyse-module.ts";
import type { ModuleRecord } from "./module-record.ts";
import { languageOf, parse } from "./parser.ts";
import { decodeRecord, encodeRecord } from "./record-codec.ts";

function analyse(source: string, file = "a.ts"): ModuleRecord {
  const parsed = parse(file, source, languageOf(file) ?? "ts");
  if (typeof parsed === "string") throw new Error(parsed);
  return analyseModule(source, parsed);
}

/** Hash and references of what the default export holds. */
function textOf(expression: string, file?: string): object {
  const record = analyse(expression.includes("export ") ? expression : `export default ${expression}`, file);
  const [, number] = record.exports.get("default") as ["declaration", number];
  const { hash, references } = record.declarations[number] ?? {};
  return { hash, references };
}

describe("the normalised text", () => {
  it.each([
    ["'a'", '"a"'],
    ["`a`", '"a"'],
    ["0x10", "16"],
    ["({ 'a': 1, [`b`]: 2 })", '({ a: 1, ["b"]: 2 })'],
    ["a['b']", "a.b"],
    ["(x) => { return x; ; }", "x => { return x }"],
    ["<T,>(x: T): x is T => !!x", "(x) => !!x"],
    [
      "class<T> extends (A as any)<T> implements B { declare a: 1; private readonly b?: number = 1; abstract c(): void; d!: 1 }",
      "class extends A { b = 1; d }",
    ],
    ["function (this: A, x: string) { let y!: string; return y satisfies string }", "function (x) { let y; return y }"],
    ["(a?.b)!.c", "(a?.b).c"],
    ["class { a(): void; a(x: 1): void; a(x?: 1) {} }", "class { a(x) {} }"],
  ])("is one for %s and %s", (one, other) => {
    expect(textOf(one)).toEqual(textOf(other));
  });

  it.each([
    ["'a '", '"a"'],
    ["1", '"1"'],
    ["1", "1n"],
    ["-0", "0"],
    ["String.raw`\\a`", "String.raw`a`"],
    ["(f`a`)", '(f("a"))'],
    ["[, 1]", "[1]"],
    ["['this']", "[]"],
    ["a?.b", "a.b"],
    ["a?.b.c", "(a?.b).c"],
    ["a - (b - c)", "a - b - c"],
    ["async () => 1", "() => 1"],
    ["function* () {}", "function () {}"],
    ["() => ({})", "() => {}"],
    ["() => {}", "function () {}"],
    ["({ a() {} })", "({ a: function () {} })"],
    ["class { static a = 1 }", "class { a = 1 }"],
    ["class { #a = 1 }", "class { a = 1 }"],
    ["() => { a: for (;;) for (;;) break a }", "() => { a: for (;;) for (;;) break }"],
    ["x++", "++x"],
    ["a ||= 1", "a ??= 1"],
    ["import.meta.url", "import.meta.dirname"],
    ["/a/g", "/a/"],
  ])("tells %s from %s", (one, other) => {
    expect(textOf(one)).not.toEqual(textOf(other));
  });

  it("keeps the names of elements apart from those of the module", () => {
    const jsx = (tag: string): object => textOf(`const Tag = 1; export default <${tag} a="1">x</${tag}>;`, "a.jsx");
    expect(jsx("Tag")).toMatchObject({ references: [["declaration", expect.any(Number)]] });
    expect(jsx("tag")).toMatchObject({ references: [] });
  });
});

describe("types", () => {
  const folder = join(import.meta.dirname, "..");
  const files = globSync("**/*.ts", { cwd: folder });

  it("leave no trace in the records of this package's own modules", () => {
    // Node prints a warning of its own the first time that it strips types for a program.
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    for (const file of files) {
      const source = readFileSync(join(folder, file), "utf8");
      const typed = analyse(source, file);
      const plain = analyse(stripTypeScriptTypes(source), file.replace(/ts$/, "js"));
      // A module of types alone is no module any more without them; parentheses and blanks move an end.
      const { declarations, whole: _whole, sites, ...rest } = plain;
      const ends = sites.map((site, index) => ({ ...site, end: typed.sites[index]?.end }));
      const spans = declarations.map((one, index) => ({ ...one, spans: typed.declarations[index]?.spans }));
      expect({ ...typed, file }).toEqual({ ...rest, sites: ends, declarations: spans, file });
    }
    warned.mockRestore();
    expect(files.length).toBeGreaterThan(50);
  });
});

describe("a module's record", () => {
  const source = `import * as coco from "@coco/core";
import { a as b, type T } from "./a.ts";
export const one = coco.fn({ name: "uno" }, () => b + two);
export { two as deux, type T };
let two = 1;
export * from "./c.ts";
export * as d from "./d.ts";
export default class extends two {}`;

  it("names exports, stars and wrapped functions with their places", () => {
    const record = analyse(source);
    expect([...record.exports.keys()]).toEqual(["one", "deux", "d", "default"]);
    expect(record.stars).toEqual(["./c.ts"]);
    expect(record.sites).toMatchObject([
      { line: 3, column: 25, name: "one", givenName: "uno", literal: true, captured: [] },
    ]);
    expect(record.sites[0]?.argument.references).toEqual([
      ["import", "./a.ts", "a"],
      ["declaration", expect.any(Number)],
    ]);
  });

  it("survives its encoding; other bytes are no record", () => {
    const record = analyse(source);
    expect(decodeRecord(encodeRecord(record))).toEqual(record);
    expect(decodeRecord(Buffer.from("{}"))).toBeUndefined();
    expect(decodeRecord(Buffer.from("\0"))).toBeUndefined();
  });
});
