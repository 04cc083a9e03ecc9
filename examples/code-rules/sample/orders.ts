import { readFileSync } from "node:fs";

export async function lastOrder(file: string, count: string): Promise<string | undefined> {
  const lines = readFileSync(file, "utf8").split("\n");
  const wanted = lines.slice(0, parseInt(count));
  return wanted[wanted.length - 1];
}
