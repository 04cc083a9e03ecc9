import path from "node:path";
import { fileURLToPath } from "node:url";

const MOST_LINES = 8;

/** The place that Node puts before the trace of a syntax error: the file, the lines, and marks under the spot. */
export function sourceExcerpt(error: Error): string | undefined {
  const [head = "", ...rest] = (error.stack ?? "").split("\n");
  const found = /^(file:\/\/\S+|\/.+|[A-Za-z]:\\.+):(\d+)$/.exec(head);
  if (found === null) return undefined;
  // Lines around the spot may be empty; what comes after the marks ends at the first such one.
  const marks = rest.findIndex((line) => /^\s*\^+\s*$/.test(line));
  if (marks < 0 || marks >= MOST_LINES) return undefined;
  const end = rest.findIndex((line, index) => index > marks && (line === "" || /^\w*Error\b/.test(line)));
  const lines = rest.slice(0, end < 0 ? marks + 1 : Math.min(end, MOST_LINES));
  while (lines[0]?.trim() === "") lines.shift();
  const [, location = "", line] = found;
  const file = location.startsWith("file:") ? fileURLToPath(location) : location;
  return [`  ${path.relative("", file)}:${line}`, ...lines.map((text) => `    ${text}`)].join("\n");
}
