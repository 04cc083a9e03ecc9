import { readFile } from "node:fs/promises";
import { findSkips } from "./find-skips.ts";
import type { VitestReport } from "./vitest-report.ts";

/** The skipped tests of a report in whose file no skip carries a reason. */
export async function unexplainedSkips(report: VitestReport): Promise<string[]> {
  const found: string[] = [];
  for (const file of report.testResults) {
    const skipped = file.assertionResults.filter(({ status }) => status !== "passed" && status !== "failed");
    if (skipped.length === 0) continue;
    const skips = findSkips(await readFile(file.name, "utf8"));
    if (skips.length > 0 && skips.every(({ reason }) => reason !== undefined)) continue;
    found.push(...skipped.map(({ fullName }) => `${file.name}: ${fullName}`));
  }
  return found;
}
