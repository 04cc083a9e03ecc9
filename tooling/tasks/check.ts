// `pnpm check`: everything that can be said about the code without running it.
import { runTurbo } from "../turbo/run-turbo.ts";
import { CHECKS } from "./check-tasks.ts";

const run = await runTurbo(CHECKS);
const failed = run.tasks.filter(({ exitCode }) => exitCode !== 0);
for (const { folder, task } of failed) console.log(`✗ ${folder === "" ? "" : `${folder}: `}${task}`);
process.exitCode = run.exitCode;
