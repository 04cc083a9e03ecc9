import { showChunks } from "../search/show-chunks.ts";
import type { DocumentIndex } from "./document-index.ts";
import { heading, pageWidth, say } from "./say.ts";

/** Asks the index a question and prints what it finds, the best first. */
export async function sayAnswer(index: DocumentIndex, question: string, limit: number): Promise<void> {
  heading(`“${question}”`);
  const chunks = await index.find(question, limit);
  if (chunks.length === 0) return say("Nothing in these documents matches the question.");
  if (!(await index.hasWordOf(question))) say("No document has a word of the question. The nearest in meaning:");
  console.log(showChunks(question, chunks, { width: pageWidth(), lines: [6, 3] }));
}
