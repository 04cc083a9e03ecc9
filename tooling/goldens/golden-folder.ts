import { readFileSync } from "node:fs";
import path from "node:path";

/** The rows of one file of a folder of golden data. */
export function goldenRows<T>(folder: string, file: string): T[] {
  const lines = readFileSync(path.join(folder, file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as T);
}

/** An input as text, with its byte order mark and its line ends. */
export function goldenText(folder: string, file: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(readFileSync(path.join(folder, file)));
}
