import { showChunks } from "../search/show-chunks.ts";
import type { DocumentIndex } from "./document-index.ts";
import { heading, note, pageWidth } from "./say.ts";

/** Asks the index a question and prints what it finds, the best first. */
export async function sayAnswer(index: DocumentIndex, question: string, limit: number): Promise<void> {
  heading(`“${question}”`);
  const chunks = await index.find(question, limit);
  if (chunks.length === 0) note("Nothing was found.");
  else console.log(showChunks(question, chunks, { width: pageWidth(), lines: [6, 3] }));
}
