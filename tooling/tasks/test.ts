// `npm test`: build, checks and all tests. Ends with a line "N passed, N failed".
import { repositoryRoot } from "../repository-root.ts";
import { sumReports } from "../test/sum-reports.ts";
import { runTurbo } from "../turbo/run-turbo.ts";
import { CHECKS } from "./check-tasks.ts";
import { removeReports } from "./remove-reports.ts";

const started = performance.now();
removeReports();
const run = await runTurbo([...CHECKS, "test", "test:tooling"]);
const sum = sumReports(repositoryRoot, run.tasks);
const cached = run.tasks.filter(({ fromCache }) => fromCache).length;
const seconds = ((performance.now() - started) / 1000).toFixed(1);

for (const failure of sum.failures) console.log(`✗ ${failure}`);
const failed = sum.failed === 0 && run.exitCode !== 0 ? 1 : sum.failed;
console.log(
  `\n${run.tasks.length} tasks, ${cached} of them unchanged since they last passed; ${sum.skipped} tests skipped; ${seconds} s`,
);
console.log(`${sum.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
