import { CodeSource } from "@coco/syntax";
import { describe, expect, it } from "vitest";
import { RecursiveSplitter, type SplitOptions } from "../index.ts";

const splitter = new RecursiveSplitter();

async function split(text: string, language: string, options: SplitOptions): Promise<string[]> {
  return (await splitter.split(text, { ...options, language })).map((chunk) => chunk.text);
}

describe("code", () => {
  it("is cut between definitions, with their comments and decorators", async () => {
    const first = "# The first of them.\n@cached\ndef one():\n    return 1";
    const second = "# The second one.\n@cached\ndef two():\n    return 2";
    expect(await split(`${first}\n\n${second}\n`, "python", { chunkSize: 70 })).toEqual([first, second]);
  });

  it("keeps closing brackets with what they close, and heads with what follows them", async () => {
    const text = "class A {\n  one() {\n    return 1;\n  }\n  two() {\n    return 2;\n  }\n}";
    expect(await split(text, "javascript", { chunkSize: 48 })).toEqual([
      "class A {\n  one() {\n    return 1;\n  }",
      "  two() {\n    return 2;\n  }\n}",
    ]);
  });

  it("sees through calls whose last argument is a function", async () => {
    const test = (name: string): string => `  it("${name}", () => {\n    expect(1).toBe(1);\n  });`;
    const text = `describe("numbers", () => {\n${test("one")}\n${test("two")}\n${test("three")}\n});`;
    expect(await split(text, "typescript", { chunkSize: 90 })).toEqual([
      `describe("numbers", () => {\n${test("one")}`,
      test("two"),
      `${test("three")}\n});`,
    ]);
  });

  it("is cut like prose inside comments and strings that do not fit", async () => {
    const text = "/* One sentence is here. Another one follows it. And a third. */\nint x;";
    expect(await split(text, "c", { chunkSize: 30 })).toEqual([
      "/* One sentence is here.",
      "Another one follows it.",
      "And a third. */\nint x;",
    ]);
  });

  it("with mistakes in it is cut all the same", async () => {
    const text = "def f(:\n    return 1\n\n)\n\ndef g():\n    return 2";
    const chunks = await split(text, "python", { chunkSize: 24 });
    expect(chunks.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    expect(chunks.at(-1)).toBe("def g():\n    return 2");
  });

  it("is cut as prose where it is too complex for a tree", async () => {
    const text = `${"[".repeat(2000)} one two. Three four.`;
    expect((await split(text, "json", { chunkSize: 1000 })).at(-1)).toMatch(/Three four\.$/);
  });

  it("comes as a CodeSource too, which brings its language with it", async () => {
    const source = new CodeSource("def one():\n    return 1\n\ndef two():\n    return 2", "python");
    const chunks = await splitter.split(source, { chunkSize: 30 });
    expect(chunks.map((chunk) => chunk.text)).toEqual(await split(source.text, "py", { chunkSize: 30 }));
    await expect(splitter.split(source, { chunkSize: 30, language: "python" })).rejects.toThrow(/CodeSource/);
  });
});
