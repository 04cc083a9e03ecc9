import { describe, expect, it } from "vitest";
import type { Block } from "./block.ts";
import { readMarkdown } from "./read-blocks.ts";

/** Blocks as `kind` or `kind(children)`. */
function show(blocks: readonly Block[]): string {
  return blocks
    .map(({ kind, level, children }) => {
      const name = level === undefined ? kind : `${kind}${level}`;
      return children.length === 0 ? name : `${name}(${show(children)})`;
    })
    .join(" ");
}

describe("readMarkdown", () => {
  it.each<[string, string, string]>([
    [
      "headings of both kinds",
      "# a\n###### b ##\nc\n===\nd\n---\n#e\n####### f",
      "heading1 heading6 heading1 heading2 paragraph",
    ],
    ["a fence over everything inside", "```md\n# no\n\n- no\n~~~\n````\n# yes", "code heading1"],
    ["a fence that is never closed", "~~~\n# no\n", "code"],
    ["inline code as no fence", "``` a ``` b\nc", "paragraph"],
    ["indented code, but not inside a paragraph", "    a\n\n    b\nc\n    d", "code paragraph"],
    ["a rule before a list", "* * *\n- a\n***", "rule list(item(paragraph)) rule"],
    ["nested lists", "- a\n  - b\n    c\n- d", "list(item(paragraph list(item(paragraph))) item(paragraph))"],
    [
      "another bullet as another list",
      "- a\n* b\n1. c",
      "list(item(paragraph)) list(item(paragraph)) list(item(paragraph))",
    ],
    ["blocks of an item", "1. a\n\n   ```\n   # no\n   ```\n\n   b\nc", "list(item(paragraph code paragraph))"],
    ["a paragraph behind a list", "- a\n\nb", "list(item(paragraph)) paragraph"],
    ["a year at the start of a line as no list", "It was\n1984. Or so.", "paragraph"],
    ["quotes with blocks, and their lazy lines", "> # a\n> b\nc\n\nd", "quote(heading1 paragraph) paragraph"],
    ["tables", "a\n| b | c |\n|---|:-:|\n| 1 | 2 |\nd", "paragraph table paragraph"],
    ["HTML up to a blank line, comments up to their end", "<div>\n# no\n\n<!-- a\n\nb -->\nc", "html html paragraph"],
    ["an automatic link as no HTML", "<https://example.org> a", "paragraph"],
    ["front matter at the start only", "---\ntitle: a\n---\nb\n\n---\nc\n---", "front-matter paragraph rule heading2"],
    ["CRLF and lone CR", "# a\r\n\r\nb\r\n- c\r# d", "heading1 paragraph list(item(paragraph)) heading1"],
    ["tabs as indentation", "-\ta\n\n\tb\n\n\tc", "list(item(paragraph paragraph paragraph))"],
    ["empty items", "-\n- a\n-", "list(item item(paragraph) item)"],
    ["nothing", " \n\t\n", ""],
  ])("reads %s", (_what, text, expected) => {
    expect(show(readMarkdown(text))).toBe(expected);
  });

  it("takes containers nested beyond reason as paragraphs", () => {
    const deep = (mark: string): string => show(readMarkdown(`${mark.repeat(10_000)}a`));
    expect(deep("> ")).toMatch(/^(?:quote\(){24}paragraph\){24}$/);
    expect(deep("- ")).toMatch(/^(?:list\(item\(){24}paragraph\){48}$/);
  });
});
