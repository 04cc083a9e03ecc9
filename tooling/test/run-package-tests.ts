// Runs the tests of one workspace folder (the current one, or the one given) and leaves vitest's JSON report in
// `.reports/vitest.json`, which turbo keeps and restores.
import { globSync, rmSync } from "node:fs";
import path from "node:path";
import { startVitest } from "vitest/node";
import { repositoryRoot } from "../repository-root.ts";
import { useMemoryFolder } from "./memory-folder.ts";
import { unexplainedSkips } from "./skipped-tests.ts";
import { readReport } from "./vitest-report.ts";

const folder = path.resolve(process.argv[2] ?? ".");
const outputFile = path.join(process.argv[2] === undefined ? folder : repositoryRoot, ".reports", "vitest.json");
rmSync(outputFile, { force: true });
// Folders below that are workspaces of their own, and run their own tests.
const inner = globSync("*/package.json", { cwd: folder }).map((file) => `${path.dirname(file)}/**`);

// Not of examples and tools: they install what they try, and run it as other users too, as on a disk.
const isPackage = path.dirname(folder) === path.join(repositoryRoot, "packages");
const removeMemoryFolder = isPackage ? useMemoryFolder() : () => undefined;
const vitest = await startVitest("test", [], {
  root: folder,
  config: path.join(repositoryRoot, "vitest.config.ts"),
  watch: false,
  exclude: ["**/node_modules/**", "**/dist/**", ...inner],
  reporters: ["default", "json"],
  outputFile: { json: outputFile },
});
await vitest.close();
removeMemoryFolder();

if (process.env["CI"] === "true") {
  for (const skip of await unexplainedSkips(readReport(outputFile))) {
    console.error(`error: skipped test without a reason: ${skip}\nWrite beside it in the code: // skipped: <why>`);
    process.exitCode = 1;
  }
}
