import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Tree } from "../testing/tree.ts";

const { raw } = String;
let tree: Tree;

beforeEach(() => {
  tree = new Tree({
    "coco-match.yml": raw`
rules:
  - id: no-console
    language: [typescript, javascript]
    pattern: console.log(\(ARGS*\));
    message: Use the logger for \ARGS.
    fix: logger.info(\(ARGS*\));
    exclude: ["*.test.ts"]
  - id: no-eval
    language: javascript
    pattern: eval(\X)
    message: Never.
    severity: error
    note: Code from outside.
`,
    "src/a.ts": "console.log(1);\n",
    "src/a.test.ts": "console.log(1);\n",
    "src/my file.js": "eval('1');\nconsole.log( 2 );\n",
  });
});
afterEach(() => tree.dispose());

describe("coco-match check", () => {
  it("reports findings, and ends with 1 where they matter", async () => {
    const { code, out, err } = await tree.match(["check"]);
    expect(out.split("\n")).toEqual([
      "src/a.ts:1:1: warning: Use the logger for 1. [no-console]",
      "src/my file.js:1:1: error: Never. [no-eval]",
      "src/my file.js:2:1: warning: Use the logger for 2. [no-console]",
    ]);
    expect([code, err]).toEqual([1, "3 findings, 2 of them with a fix"]);
    expect((await tree.match(["check", "src/a.ts", "--fail-on", "error"])).code).toBe(0);
    expect((await tree.match(["check", "--fail-on", "never"])).code).toBe(0);
    expect((await tree.match(["check", "--rule", "no-eval", "src/a.ts"])).err).toBe("no findings");
  });

  it("applies fixes, and reports what is left", async () => {
    const { code, out, err } = await tree.match(["check", "--fix"]);
    expect(tree.read("src/a.ts")).toBe("logger.info(1);\n");
    expect(tree.read("src/my file.js")).toBe("eval('1');\nlogger.info( 2 );\n");
    expect([code, out]).toEqual([1, "src/my file.js:1:1: error: Never. [no-eval]"]);
    expect(err).toBe("1 finding\n2 findings were fixed");
  });

  it("leaves a file whose fixes would break it, and says when a fix is found again", async () => {
    tree.write(
      "odd.yml",
      raw`- {id: a, language: typescript, pattern: console.log(\X), message: a, fix: console.log((\X)}`,
    );
    tree.write(
      "again.yml",
      raw`- {id: b, language: typescript, pattern: console.log(\X), message: b, fix: console.log(-\X)}`,
    );
    const odd = await tree.match(["check", "src/a.ts", "-r", "odd.yml", "--fix"]);
    expect(odd.err).toContain("src/a.ts: the fixes break the language's rules; the file is left as it is");
    expect(tree.read("src/a.ts")).toBe("console.log(1);\n");
    const again = await tree.match(["check", "src/a.ts", "-r", "again.yml", "--fix"]);
    expect(again.err).toContain("src/a.ts: the fix of b is found again and again");
  });

  it("writes JSON", async () => {
    const [first] = JSON.parse((await tree.match(["check", "--format", "json"])).out) as readonly unknown[];
    expect(first).toMatchObject({
      file: "src/a.ts",
      rule: "no-console",
      fix: { start: 0, end: 15, text: "logger.info(1);" },
    });
  });

  it("writes SARIF", async () => {
    const { out } = await tree.match(["check", "--format", "sarif", "src/my file.js"]);
    const report = JSON.parse(out) as { readonly runs: readonly { readonly results: readonly unknown[] }[] };
    expect(report).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: { name: "coco-match", rules: [{ id: "no-console" }, { id: "no-eval", fullDescription: {} }] },
          },
        },
      ],
    });
    expect(report.runs[0]?.results).toMatchObject([
      { ruleId: "no-eval", ruleIndex: 1, level: "error", message: { text: "Never." } },
      {
        ruleId: "no-console",
        level: "warning",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "src/my%20file.js" },
              region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 18, charOffset: 11, charLength: 17 },
            },
          },
        ],
        fixes: [
          {
            artifactChanges: [
              {
                replacements: [
                  { deletedRegion: { charOffset: 11, charLength: 17 }, insertedContent: { text: "logger.info( 2 );" } },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });

  it("says what is wrong with the rules", async () => {
    tree.write("bad.yml", "- id: x\n  language: go\n");
    expect(await tree.match(["check", "-r", "bad.yml"])).toMatchObject({ code: 2 });
    expect((await tree.match(["check", "-r", "bad.yml"])).err).toContain("bad.yml:1: the rule x: pattern is missing");
    expect((await tree.match(["check", "--rule", "none"])).err).toContain("There are no-console, no-eval.");
    const empty = new Tree({});
    expect((await empty.match(["check"])).err).toContain("There are no rules.");
    empty.dispose();
  });
});
