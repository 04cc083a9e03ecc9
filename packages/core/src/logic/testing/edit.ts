import type { Files } from "./project.ts";

/** A replacement in one file; an edit that changes nothing is a mistake of the test. */
export type Edit = readonly [path: string, from: string | RegExp, to: string];

export function edited(base: Files, edits: readonly Edit[], more: Files = {}): Files {
  const files: Record<string, string | null> = { ...base, ...more };
  for (const [path, from, to] of edits) {
    const content = files[path] ?? "";
    const next = content.replace(from, to);
    if (next === content) throw new Error(`nothing in ${path} matches ${String(from)}`);
    files[path] = next;
  }
  return files;
}
