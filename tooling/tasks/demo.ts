// `npm run demo [-- FOLDER "question"]`: builds the packages, sees to the embedding model, and starts the example's demo.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../repository-root.ts";
import { runTurbo } from "../turbo/run-turbo.ts";
import { embeddingModel } from "./embedding-model.ts";
import { step } from "./step.ts";

const [folder, ...question] = process.argv.slice(2);
process.exitCode = await demo();

async function demo(): Promise<number> {
  const program = path.join(repositoryRoot, "examples", "text-embedding-lancedb", "demo.ts");
  // npm runs scripts in the repository's folder; a relative folder means the one the user stands in.
  const documents = folder === undefined ? undefined : path.resolve(process.env["INIT_CWD"] ?? ".", folder);
  if (documents !== undefined && !(existsSync(documents) && statSync(documents).isDirectory())) {
    console.error(`error: ${documents} is not a folder.\nUsage: npm run demo -- FOLDER "question"`);
    return 2;
  }
  const build = await step("built the packages", () => runTurbo(["build"]));
  if (build.exitCode !== 0) return build.exitCode;
  const model = await embeddingModel();
  const args = documents === undefined ? [] : [documents, ...question];
  const result = spawnSync(process.execPath, [program, ...args], {
    cwd: repositoryRoot,
    stdio: "inherit",
    // The demo need not look again, and must not try what has just failed.
    env: {
      ...process.env,
      ...(model === undefined ? { COCO_MODEL_DOWNLOAD: "never" } : { COCO_MODEL_DIR: model.folder }),
    },
  });
  return result.status ?? 1;
}
