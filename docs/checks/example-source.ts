import { readFileSync } from "node:fs";
import path from "node:path";

const MARK = /^\s*\/\/ #(region|endregion)\b ?(.*)$/;

/** What a block shows of an example: the whole file without its region marks, or one region, moved to the left. */
export function exampleSource(folder: string, shows: string): string {
  const [file, region] = shows.split("#") as [string, string | undefined];
  const lines = readFileSync(path.join(folder, file), "utf8").trimEnd().split("\n");
  const taken = region === undefined ? lines : regionOf(lines, region, file);
  return withoutIndent(taken.filter((line) => !MARK.test(line) && !line.includes("oxlint-disable"))).join("\n");
}

function regionOf(lines: readonly string[], region: string, file: string): string[] {
  const start = lines.findIndex((line) => MARK.exec(line)?.[1] === "region" && MARK.exec(line)?.[2] === region);
  const end = lines.findIndex((line, index) => index > start && MARK.exec(line)?.[1] === "endregion");
  if (start < 0 || end < 0) throw new Error(`${file} has no region "${region}"`);
  return lines.slice(start + 1, end);
}

function withoutIndent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent));
}
