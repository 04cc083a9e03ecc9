import { describe, expect, it } from "vitest";
import { resolvingLinks } from "./resolving-links.ts";

function check(files: Readonly<Record<string, string>>): readonly string[] {
  return resolvingLinks.check({ root: ".", files: Object.keys(files), text: (file) => files[file], packages: [] });
}

describe("relative links of documents lead somewhere", () => {
  it("accepts files, folders, headings, and what is outside of the repository", () => {
    const text = [
      "# The `name`, of it (all)",
      "[file](../src/a.ts), [folder](../src/), [here](#the-name-of-it-all), [there](b.md#twice-1),",
      "[web](https://example.org/x), [mail](mailto:a@example.org) and [reference].",
      "",
      "[reference]: b.md",
    ].join("\n");
    expect(check({ "docs/a.md": text, "docs/b.md": "## Twice\n## Twice", "src/a.ts": "" })).toEqual([]);
  });

  it("names the line of a link to a file or a heading that is not there", () => {
    const found = check({ "docs/a.md": "x\n[a](b.md) [c](a.md#none)\n[d]: ../gone/" });
    expect(found).toEqual([
      "docs/a.md:2: b.md: there is no docs/b.md",
      "docs/a.md:2: a.md#none: docs/a.md has no heading #none",
      "docs/a.md:3: ../gone/: there is no gone",
    ]);
  });

  it("looks at no code", () => {
    expect(check({ "a.md": "```md\n[a](b.md)\n# No heading\n```\n`[a](b.md)` and `` [`a`](b.md) ``" })).toEqual([]);
    expect(check({ "a.md": "```md\n# Heading\n```\n[a](#heading)" })).toHaveLength(1);
  });
});
