// `npm run demo [-- FOLDER "question"]` ends up here, with the repository's folder as working directory:
// documents are indexed and searched, and what a second run does is shown.
import { endWhenNobodyReads } from "./demo/closed-pipe.ts";
import { demoOfFolder } from "./demo/demo-of-folder.ts";
import { demoOfRepository } from "./demo/demo-of-repository.ts";
import { showError } from "./demo/show-error.ts";
import { USAGE } from "./demo/usage.ts";

const [folder, ...words] = process.argv.slice(2);
const question = words.join(" ").trim();

endWhenNobodyReads();
process.once("SIGINT", () => {
  console.log("\n  Stopped. What was done is kept; run the demo again to go on.");
  process.exit(130);
});

if (folder === "--help" || folder === "-h") console.log(USAGE);
else process.exitCode = await demo();

async function demo(): Promise<number> {
  try {
    const failed =
      folder === undefined
        ? await demoOfRepository(process.cwd())
        : await demoOfFolder(process.cwd(), folder, question);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    console.error(`\n${showError(error)}`);
    return 1;
  }
}
