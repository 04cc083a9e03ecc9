import { describe, expect, it } from "vitest";
import { RecursiveSplitter, type SplitOptions } from "../index.ts";

const splitter = new RecursiveSplitter();

async function breadcrumbs(text: string, language: string, options: SplitOptions): Promise<[string, string][]> {
  const chunks = await splitter.splitStructured(text, { ...options, language });
  return chunks.map((chunk) => [chunk.breadcrumb.join(" > "), chunk.text.trim().split("\n")[0] ?? ""]);
}

describe("structured chunks", () => {
  it("say under which headings they stand", async () => {
    const text =
      "Before.\n\n# Guide #\n\nIntro text here.\n\n## Install\n\nRun it now, please.\n\nUse\n---\n\nCall it.";
    expect(await breadcrumbs(text, "markdown", { chunkSize: 32, minChunkSize: 5 })).toEqual([
      ["", "Before."],
      ["Guide", "# Guide #"],
      ["Guide > Install", "## Install"],
      ["Guide > Use", "Use"],
    ]);
  });

  it("say in which definitions they stand, comments and decorators included", async () => {
    const text = [
      "import x",
      "class Account:",
      "    name: str = 'x'",
      "    # puts money in, as much as you like",
      "    @checked",
      "    def deposit(self, amount):",
      "        self.balance += amount",
      "        return self",
    ].join("\n");
    expect(await breadcrumbs(text, "python", { chunkSize: 90, minChunkSize: 20 })).toEqual([
      ["", "import x"],
      ["Account > deposit", "# puts money in, as much as you like"],
      ["Account > deposit", "def deposit(self, amount):"],
    ]);
  });

  it.each([
    ["typescript", "export class A {\n  run(): void {\n    first();\n    second();\n  }\n}", "A > run"],
    ["javascript", "const handle = async () => {\n  first();\n  second();\n};", "handle"],
    ["rust", "impl Show for Point {\n  fn show(&self) {\n    first();\n    second();\n  }\n}", "Show for Point > show"],
    ["c", "static int *find(char *key) {\n  first();\n  second();\n}", "find"],
    ["java", "class A {\n  void run() {\n    first();\n    second();\n  }\n}", "A > run"],
    ["go", "func (a *A) Run() {\n  first()\n  second()\n}", "Run"],
    ["ruby", "module M\n  def run\n    first\n    second\n  end\nend", "M > run"],
    ["json", '{"scripts": {"test": {"first": "one two", "second": "three four"}}}', "scripts > test > second"],
    ["css", ".menu > li {\n  color: first;\n  margin: second;\n}", ".menu > li"],
    ["php", "<?php\nclass A {\n  function run() {\n    first();\n    second();\n  }\n}", "A > run"],
    ["swift", "class A: B {\n  func run() {\n    first()\n    second()\n  }\n}", "A > run"],
    ["julia", "module M\nfunction run(x::T)::Int where T\n    first()\n    second()\nend\nend", "M > run"],
    [
      "fortran",
      "module m\ncontains\n  subroutine run()\n    x = first\n    y = second\n  end subroutine\nend module",
      "m > run",
    ],
  ])("know the definitions of %s", async (language, text, expected) => {
    const chunks = await splitter.splitStructured(text, { language, chunkSize: 24, minChunkSize: 4 });
    const second = chunks.filter((chunk) => chunk.text.includes("second"));
    expect(second.map((chunk) => chunk.breadcrumb.join(" > "))).toContain(expected);
  });

  it("are the chunks of split", async () => {
    const text = "# A\n\nOne two three.\n\n# B\n\nFour five six.";
    const options = { chunkSize: 20, language: "markdown" };
    const chunks = await splitter.splitStructured(text, options);
    expect(chunks.map(({ text: piece, start, end }) => ({ text: piece, start, end }))).toEqual(
      await splitter.split(text, options),
    );
    expect(chunks.map(({ breadcrumb }) => breadcrumb)).toEqual([["A"], ["B"]]);
  });

  it("keep their ids when the text before them changes, and have different ones", async () => {
    const same = "def same():\n    return 1";
    const ids = async (text: string): Promise<string[]> =>
      (await splitter.splitStructured(text, { chunkSize: 40, language: "python" })).map(({ id }) => id);
    const before = await ids(`${same}\n\n${same}\n\ndef last():\n    return 2`);
    const after = await ids(`def added_first():\n    return 0\n\n${same}\n\n${same}\n\ndef last():\n    return 2`);
    expect(new Set(before).size).toBe(3);
    expect(after.slice(1)).toEqual(before);
  });
});
