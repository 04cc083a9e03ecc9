import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { count } from "../progress/describe-counts.ts";
import { countDocuments } from "./count-documents.ts";
import { DemoError } from "./demo-error.ts";
import { nameOfFolder } from "./demo-place.ts";
import { DocumentIndex } from "./document-index.ts";
import { embedsHere, sayWordsOnly } from "./embeds-here.ts";
import { heading, note } from "./say.ts";
import { sayAnswer } from "./say-answer.ts";
import { sayOutcome } from "./say-outcome.ts";
import { USAGE } from "./usage.ts";

/**
 * Indexes the Markdown of a folder of the user's, where it is, and answers a question from it.
 * @returns how many documents had to be left out
 */
export async function demoOfFolder(repository: string, given: string, question: string): Promise<number> {
  // An empty name would mean the working directory, and is a variable without a value.
  if (given.trim() === "") {
    throw new DemoError("The name of the folder is empty.", { code: "NOT_A_FOLDER", hint: USAGE });
  }
  const folder = path.resolve(given);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new DemoError(`${folder} is not a folder.`, {
      code: "NOT_A_FOLDER",
      hint: USAGE,
    });
  }
  const documents = await countDocuments(folder);
  if (documents === 0) {
    throw new DemoError(`${folder} holds no Markdown.`, {
      code: "NO_MARKDOWN",
      hint: "Give a folder with .md files in it, at any depth. Hidden folders and node_modules are not looked into.",
    });
  }
  const embeds = embedsHere();
  heading(`Indexing ${count(documents, "document", "documents")} of ${folder}`);
  sayWordsOnly(embeds);
  const index = await DocumentIndex.open(repository, nameOfFolder(folder), embeds);
  try {
    const outcome = await index.update(folder, documents);
    sayOutcome(outcome, embeds);
    if (question !== "") await sayAnswer(index, question, 5);
    else note(`Ask it something: npm run demo -- ${/[^\w./~-]/.test(given) ? `'${given}'` : given} "a question"`);
    return outcome.failures.length;
  } finally {
    await index.close();
  }
}
