import path from "node:path";
import { fileURLToPath } from "node:url";

const MOST_LINES = 8;

/** The place that Node puts before the trace of a syntax error: the file, the lines, and marks under the spot. */
export function sourceExcerpt(error: Error): string | undefined {
  const [head = "", ...rest] = (error.stack ?? "").split("\n");
  const found = /^(file:\/\/\S+|\/.+|[A-Za-z]:\\.+):(\d+)$/.exec(head);
  if (found === null) return undefined;
  const end = rest.findIndex((line) => line === "" || /^\w*Error\b/.test(line));
  const lines = rest.slice(0, end < 0 ? 0 : Math.min(end, MOST_LINES));
  if (!lines.some((line) => /^\s*\^+\s*$/.test(line))) return undefined;
  const [, location = "", line] = found;
  const file = location.startsWith("file:") ? fileURLToPath(location) : location;
  return [`  ${path.relative("", file)}:${line}`, ...lines.map((text) => `    ${text}`)].join("\n");
}
