import { CodeSource } from "@coco/syntax";
import { describe, expect, it } from "vitest";
import { compilePattern, renderMatch } from "../index.ts";

async function rendered(pattern: string, code: string, language: string): Promise<string> {
  const [match] = await (await compilePattern(pattern, language)).match(new CodeSource(code, language));
  if (match === undefined) throw new Error("no match");
  const { text, segments } = renderMatch(match);
  expect(segments.map(({ renderedStart, renderedEnd }) => text.slice(renderedStart, renderedEnd)).join("")).toBe(text);
  for (const { source, summary, renderedStart, renderedEnd } of segments) {
    expect(summary ?? source.text).toBe(text.slice(renderedStart, renderedEnd));
  }
  return text;
}

describe("a rendered match", () => {
  it("shows the heads of the scopes that it stands in, and where something is left out", async () => {
    const code =
      "@route\nclass A(B):\n    x = 1\n    def run(\n        self,\n    ):\n        a()\n        if b:\n            return 1\n";
    expect(await rendered(String.raw`return \X`, code, "python")).toBe(
      "class A(B):\n    def run(\n        self,\n    ):\n        if b:\nreturn 1",
    );
    expect(await rendered("if b:", code, "python")).toBe(
      "class A(B):\n    def run(\n        self,\n    ):\n        ...\nif b:",
    );
  });

  it("shows no head of an `else`, and says where a line is not shown from its beginning", async () => {
    const code = "func f() {\n\tif a {\n\t\tx()\n\t} else {\n\t\ty := g(1)\n\t}\n}\n";
    expect(await rendered("g(1)", code, "go")).toBe("func f() {\n\tif a {\n... g(1)");
  });

  it("shows a head whose brace stands on a line of its own with that line", async () => {
    const code = "class A\n{\n    int F()\n    {\n        return 1;\n    }\n}\n";
    expect(await rendered(String.raw`return \X;`, code, "csharp")).toBe("class A\n{\n    int F()\n    {\nreturn 1;");
  });

  it("is the match alone where nothing is around it", async () => {
    expect(await rendered("a", "b; a", "typescript")).toBe("a");
  });
});
