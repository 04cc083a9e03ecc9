import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { editParagraph } from "./edit-paragraph.ts";

const folder = mkdtempSync(path.join(tmpdir(), "coco-edit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function edited(text: string): { readonly line: number; readonly after: string } {
  const file = path.join(folder, "a.md");
  writeFileSync(file, text);
  const { line, undo } = editParagraph(file);
  const after = readFileSync(file, "utf8");
  undo();
  expect(readFileSync(file, "utf8")).toBe(text);
  return { line, after };
}

describe("the paragraph that the demo edits", () => {
  it("is the longest one of prose, not code, a list or a table, and it can be put back", () => {
    const code = "```\nlong long long long long\n\nlong long long long long long long long long\n```";
    const text = `# Title\n\n${code}\n\n- a list that is longer than the paragraph\n\nThe paragraph.\nIt ends.\n\nShort.\n`;
    const { line, after } = edited(text);
    expect(line).toBe(11);
    expect(after).toBe(text.replace("It ends.", "It ends. This sentence was added by the demo."));
  });

  it("is the beginning of a document that has none", () => {
    expect(edited("# Title\n")).toEqual({ line: 1, after: "# Title This sentence was added by the demo." });
  });
});
