import { type Edit, unifiedDiff } from "@coco/code-match";
import type { Console } from "../console.ts";

/** A diff with its lines in colours. */
export function shownDiff({ style }: Console, diff: string): string {
  return diff
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      if (line.startsWith("---") || line.startsWith("+++")) return style("bold", line);
      if (line.startsWith("@@")) return style("cyan", line);
      if (line.startsWith("-")) return style("red", line);
      return line.startsWith("+") ? style("green", line) : line;
    })
    .join("\n");
}

/** What one edit of a text does. */
export function editDiff(text: string, edit: Edit, path: string): string {
  return unifiedDiff(text, [edit], { path });
}
