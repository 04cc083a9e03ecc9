// `npm test`: builds, checks, and runs all tests. Its last line is "N passed, N failed".
import { repositoryRoot } from "../repository-root.ts";
import { sumReports } from "../test/sum-reports.ts";
import { runTurbo } from "../turbo/run-turbo.ts";
import { CHECKS } from "./check-tasks.ts";
import { embeddingModel } from "./embedding-model.ts";
import { removeReports } from "./remove-reports.ts";
import { serversForTests } from "./servers-for-tests.ts";

const model = await embeddingModel();
const servers = await serversForTests();
const started = performance.now();
removeReports();
console.log("• building, checking, testing; what has passed and not changed is not repeated …");
const run = await runTurbo([...CHECKS, "test", "test:tooling"], {
  // A result that was had without the model, or with another, is not restored from the cache.
  COCO_TEST_MODEL: model?.dtype ?? "none",
  ...servers,
  ...(model === undefined ? { COCO_MODEL_DOWNLOAD: "never" } : {}),
});
const sum = sumReports(repositoryRoot, run.tasks);
const cached = run.tasks.filter(({ fromCache }) => fromCache).length;
const seconds = ((performance.now() - started) / 1000).toFixed(1);

for (const failure of sum.failures) console.log(`✗ ${failure}`);
const failed = sum.failed === 0 && run.exitCode !== 0 ? 1 : sum.failed;
console.log(
  `• ${run.tasks.length} builds, checks and test runs, ${cached} of them unchanged since they last passed (${seconds} s)`,
);
if (sum.skipped > 0)
  console.log(`• ${sum.skipped} tests did not run:${sum.skips.map((skip) => `\n    ${skip}`).join("")}`);
console.log(`\n${sum.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
