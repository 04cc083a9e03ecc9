// `pnpm build`: dist of every package.
import { runTurbo } from "../turbo/run-turbo.ts";

const run = await runTurbo(["build"]);
process.exitCode = run.exitCode;
