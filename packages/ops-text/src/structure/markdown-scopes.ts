import type { Block } from "../markdown/block.ts";
import { readMarkdown } from "../markdown/read-blocks.ts";
import { nestSections } from "../markdown/sections.ts";
import { type Scope, scopeName } from "./scope.ts";

/** The sections of a Markdown text, by their headings. */
export function markdownScopes(text: string): Scope[] {
  const scopes: Scope[] = [];
  addSections(text, nestSections(readMarkdown(text)), text.length, scopes);
  return scopes;
}

function addSections(text: string, blocks: readonly Block[], end: number, scopes: Scope[]): void {
  blocks.forEach((block, index) => {
    if (block.kind !== "section") return;
    const sectionEnd = blocks[index + 1]?.start ?? end;
    scopes.push({ name: headingText(text, block.start), start: block.start, end: sectionEnd });
    // Sections nest as deep as headings have levels.
    addSections(text, block.children, sectionEnd, scopes);
  });
}

function headingText(text: string, start: number): string {
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 1000))?.[0] ?? "";
  return scopeName(line.replace(/^\s{0,3}#{1,6}(?=\s|$)/, "").replace(/\s#+\s*$/, ""));
}
