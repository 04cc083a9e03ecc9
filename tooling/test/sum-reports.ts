import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TaskResult } from "../turbo/run-summary.ts";
import { findSkips } from "./find-skips.ts";
import { readReport } from "./vitest-report.ts";

export interface TestSum {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each test that did not run, with the reason that its file gives. */
  readonly skips: readonly string[];
  /** One line for each thing that failed: a test, a test file, or a task with no test to its name. */
  readonly failures: readonly string[];
}

/** Adds up what all test runners reported, also where turbo restored a report; a failed check counts as one failure. */
export function sumReports(root: string, tasks: readonly TaskResult[]): TestSum {
  let passed = 0;
  let skipped = 0;
  const failures: string[] = [];
  const skips: string[] = [];
  for (const task of tasks) {
    const name = `${task.folder === "" ? "" : `${task.folder}: `}${task.task}`;
    const before = failures.length;
    const report = path.join(root, task.folder, ".reports", "vitest.json");
    if (/^test(?::|$)/.test(task.task) && existsSync(report)) {
      const read = readReport(report);
      passed += read.numPassedTests;
      skipped += read.numPendingTests + read.numTodoTests;
      for (const file of read.testResults) {
        const failed = file.assertionResults.filter(({ status }) => status === "failed");
        const place = path.relative(root, file.name);
        const left = file.assertionResults.filter(({ status }) => status !== "passed" && status !== "failed");
        if (left.length > 0)
          skips.push(...left.map(({ fullName }) => `${place}: ${fullName} (${reasonOf(file.name)})`));
        failures.push(...failed.map(({ fullName }) => `${place}: ${fullName}`));
        if (file.status === "failed" && failed.length === 0) failures.push(`${place}: could not be run`);
      }
    }
    if (task.exitCode !== 0 && failures.length === before) {
      failures.push(task.exitCode === undefined ? `${name} (did not run: something it needs failed)` : name);
    }
  }
  return { passed, failed: failures.length, skipped, skips, failures };
}

/** Why tests of a file are left out, as it says itself. */
function reasonOf(file: string): string {
  if (!existsSync(file)) return "no reason given";
  const reasons = new Set(findSkips(readFileSync(file, "utf8")).map(({ reason }) => reason ?? "no reason given"));
  return [...reasons].join("; or ");
}
