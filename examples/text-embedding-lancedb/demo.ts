// `npm run demo [-- FOLDER "question"]` ends up here, with the repository's folder as working directory:
// documents are indexed and searched, and what a second run does is shown.
import { demoOfFolder } from "./demo/demo-of-folder.ts";
import { demoOfRepository } from "./demo/demo-of-repository.ts";
import { showError } from "./demo/show-error.ts";

const [folder, ...words] = process.argv.slice(2);
const question = words.join(" ").trim();

process.once("SIGINT", () => {
  console.log("\n  Stopped. What was done is kept; run the demo again to go on.");
  process.exit(130);
});

try {
  if (folder === undefined) await demoOfRepository(process.cwd());
  else await demoOfFolder(process.cwd(), folder, question);
} catch (error) {
  console.error(`\n${showError(error)}`);
  process.exitCode = 1;
}
