import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CodeSource } from "@coco/syntax";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileRule, compileRules, loadRules, parseRules, type Rule } from "../index.ts";

const { raw } = String;

const noConsole: Rule = {
  id: "no-console",
  language: ["typescript", "javascript"],
  pattern: raw`console.log(\(ARGS*\));`,
  message: raw`Use the logger for \ARGS.`,
  fix: raw`logger.info(\(ARGS*\));`,
};

const typescript = (text: string): CodeSource => new CodeSource(text, "typescript");

describe("a rule", () => {
  it("says where code breaks it, and what would put it right", async () => {
    const rule = await compileRule(noConsole);
    expect(await rule.check(typescript("a();\n  console.log( x,\n y );\n"))).toEqual([
      {
        rule: "no-console",
        severity: "warning",
        message: "Use the logger for x,….",
        start: { byteOffset: 7, charOffset: 7, line: 2, column: 3 },
        end: { byteOffset: 28, charOffset: 28, line: 3, column: 6 },
        text: "console.log( x,\n y );",
        captures: { ARGS: "x,\n y" },
        fix: { start: 7, end: 28, text: "logger.info( x,\n y );" },
      },
    ]);
  });

  it("is about its languages and files alone", async () => {
    const rule = await compileRule({ ...noConsole, files: ["src/**"], exclude: ["*.test.ts"] });
    expect(rule.languages).toEqual(["typescript", "javascript"]);
    expect(rule.concerns("typescript", "src/a.ts")).toBe(true);
    expect(rule.concerns("typescript", "src/a.test.ts")).toBe(false);
    expect(rule.concerns("typescript", "bin/a.ts")).toBe(false);
    expect(rule.concerns("python", "src/a.py")).toBe(false);
    expect(await rule.check(new CodeSource("console.log(1);", "tsx"))).toEqual([]);
  });

  it("is taken back by a comment, in the line or the one above", async () => {
    const rule = await compileRule(noConsole);
    const code = [
      "console.log(1); // coco-match-ignore",
      "// coco-match-ignore: other, no-console",
      "console.log(2);",
      "// coco-match-ignore: other",
      "console.log(3);",
      "",
    ].join("\n");
    expect((await rule.check(typescript(code))).map(({ start }) => start.line)).toEqual([5]);
    expect((await rule.fix(typescript(code)))?.text).toBe(code.replace("console.log(3)", "logger.info(3)"));
  });

  it("reports a place once, and leaves inner fixes to the outer one", async () => {
    const rule = await compileRule({
      id: "f",
      language: "typescript",
      pattern: raw`f(\X)`,
      message: "f",
      fix: raw`g(\X)`,
    });
    const findings = await rule.check(typescript("f(f(1));"));
    expect(findings.map(({ fix, text }) => [text, fix?.text])).toEqual([
      ["f(f(1))", "g(g(1))"],
      ["f(1)", undefined],
    ]);
  });

  it("says what is wrong with it", async () => {
    const wrong = async (given: Record<string, unknown>): Promise<unknown> =>
      compileRule({ ...noConsole, ...given }).then(
        () => "nothing",
        (error: unknown) => (error as Error).message,
      );
    expect(await wrong({ severity: "bad" })).toBe(
      'the rule no-console: severity must be error, warning or info; it is "bad".',
    );
    expect(await wrong({ id: "a b" })).toContain("id must be letters, digits");
    expect(await wrong({ language: "klingon" })).toContain('no grammar of the language "klingon"');
    expect(await wrong({ pattern: raw`f(\{ a` })).toContain("is not closed");
    expect(await wrong({ fix: raw`f(\NO)` })).toContain("the pattern has no name NO");
    expect(await wrong({ paths: [] })).toContain('there is no key "paths"');
    expect(await wrong({ message: undefined })).toContain("message is missing");
  });
});

describe("rules together", () => {
  it("are applied until nothing is left, and tell what would go on for ever", async () => {
    const rules = await compileRules([
      { id: "a", language: "python", pattern: raw`a(\X)`, message: "a", fix: raw`b(\X)` },
      { id: "b", language: "python", pattern: raw`b(\X)`, message: "b", fix: raw`c(\X)` },
      { id: "d", language: "python", pattern: raw`d(\X)`, message: "d", fix: raw`d((\X))` },
    ]);
    expect(await rules.fix(new CodeSource("a(1) + b(2)", "python"))).toMatchObject({
      source: { text: "c(1) + c(2)" },
      fixed: 3,
      unsettled: [],
      sound: true,
    });
    expect(await rules.fix(new CodeSource("d(1)", "python"))).toMatchObject({ unsettled: ["d"] });
    expect((await rules.check(new CodeSource("b(1)\na(2)", "python"))).map(({ rule }) => rule)).toEqual(["b", "a"]);
  });

  it("have an id each", async () => {
    await expect(compileRules([noConsole, noConsole])).rejects.toThrow("two rules with the id no-console");
  });
});

describe("rules in YAML", () => {
  it("are a list, with code as it is or in a block", async () => {
    const yaml = raw`
rules:
  - id: no-console
    language: [typescript, javascript]
    pattern: console.log(\(ARGS*\));
    message: Use the logger for \ARGS.
    fix: |
      logger.info(\(ARGS*\));
`;
    expect(await parseRules(yaml)).toEqual([{ ...noConsole, language: ["typescript", "javascript"] }]);
    expect(await parseRules("- {id: a, language: go, pattern: f(), message: m}")).toHaveLength(1);
  });

  it("say the line of what is wrong", async () => {
    const rule = "\n- id: a\n  language: go\n  message: m";
    await expect(parseRules(rule, "r.yml")).rejects.toThrow("r.yml:2: the rule a: pattern is missing.");
    await expect(parseRules(`${rule}\n  pattern: {`, "r.yml")).rejects.toThrow(/^r\.yml:5: /);
    await expect(parseRules(`${rule}\n  id: b`, "r.yml")).rejects.toThrow("r.yml:5: Map keys must be unique");
    await expect(parseRules("a: 1", "r.yml")).rejects.toThrow("r.yml: rules are a list");
  });
});

describe("files of rules", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "coco-rules-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are YAML or modules", async () => {
    const [yaml, module] = [path.join(folder, "rules.yml"), path.join(folder, "rules.mjs")];
    writeFileSync(yaml, "- {id: a, language: go, pattern: f(), message: m}");
    writeFileSync(
      module,
      raw`export const rules = [{ id: "long", language: "go", pattern: "f(\\X)", message: "m", where: { X: ({ text }) => text.length > 3 } }];`,
    );
    const rules = await loadRules([yaml, module]);
    const source = new CodeSource("package p\nfunc m() { f(); f(ab); f(abcd) }", "go");
    expect((await rules.check(source)).map(({ rule, text }) => [rule, text])).toEqual([
      ["a", "f()"],
      ["long", "f(abcd)"],
    ]);
  });

  it("say what they lack", async () => {
    const [yaml, module] = [path.join(folder, "bad.yml"), path.join(folder, "bad.mjs")];
    writeFileSync(yaml, raw`- {id: a, language: go, pattern: 'f(\{ x', message: m}`);
    writeFileSync(module, "export const no = 1;");
    await expect(loadRules([yaml])).rejects.toThrow(`${yaml}:1: the rule a: Pattern, line 1, column 3`);
    await expect(loadRules([module])).rejects.toThrow("exports no rules");
    await expect(loadRules([path.join(folder, "gone.yml")])).rejects.toMatchObject({ code: "RULE_FILE" });
  });
});
