// `npm run demo [-- FOLDER "question"]`: builds the packages, sees to the embedding model, and starts the example's demo.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { USAGE } from "../../examples/text-embedding-lancedb/demo/usage.ts";
import { onClosedPipe } from "../bootstrap/closed-pipe.mjs";
import { repositoryRoot } from "../repository-root.ts";
import { runTurbo } from "../turbo/run-turbo.ts";
import { embeddingModel } from "./embedding-model.ts";
import { step } from "./step.ts";

const program = path.join(repositoryRoot, "examples", "text-embedding-lancedb", "demo.ts");
const [folder, ...question] = process.argv.slice(2);

onClosedPipe(() => process.exit(0));
process.exitCode = await demo();

async function demo(): Promise<number> {
  if (folder === "--help" || folder === "-h") return usage();
  // An empty name would mean the working directory, and is a variable without a value.
  if (folder?.trim() === "") return usage("The name of the folder is empty.");
  // npm runs scripts in the repository's folder; a relative folder means the one the user stands in.
  const documents = folder === undefined ? undefined : path.resolve(process.env["INIT_CWD"] ?? ".", folder);
  if (documents !== undefined && !(existsSync(documents) && statSync(documents).isDirectory())) {
    return usage(`${documents} is not a folder.`);
  }
  const build = await step("build of the packages", () => runTurbo(["build"]));
  if (build.exitCode !== 0) {
    console.error("\nerror: the packages could not be built; the reason is above.");
    return build.exitCode;
  }
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

/** How the demo is called: what was asked for, or what an error ends in. */
function usage(error?: string): number {
  if (error === undefined) console.log(USAGE);
  else console.error(`error: ${error}\n${USAGE}`);
  return error === undefined ? 0 : 2;
}
