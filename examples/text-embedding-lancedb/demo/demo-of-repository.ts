import path from "node:path";
import { count } from "../progress/describe-counts.ts";
import { demoPlace } from "./demo-place.ts";
import { DocumentIndex, type UpdateOutcome } from "./document-index.ts";
import { editParagraph } from "./edit-paragraph.ts";
import { embedsHere, sayWordsOnly } from "./embeds-here.ts";
import { copyDocuments } from "./repository-documents.ts";
import { heading, note, say } from "./say.ts";
import { sayAnswer } from "./say-answer.ts";
import { sayOutcome } from "./say-outcome.ts";

const QUESTION = "Is a file that I rename embedded again?";
const EDITED = "README.md";

/**
 * Indexes a copy of this repository's documents, asks them a question, edits a paragraph, and shows what each run did.
 * @returns how many documents the last run had to leave out
 */
export async function demoOfRepository(repository: string): Promise<number> {
  const copy = path.join(demoPlace(repository, "repository"), "documents");
  const documents = await copyDocuments(repository, copy);
  const embeds = embedsHere();
  heading(`Indexing a copy of this repository's ${count(documents, "document", "documents")}`);
  sayWordsOnly(embeds);
  const index = await DocumentIndex.open(repository, "repository", embeds);
  let last: UpdateOutcome;
  try {
    const first = await index.update(copy, documents);
    sayOutcome(first, embeds);
    const worked = first.counts.filesRead + first.counts.filesGone > 0;
    if (!worked) note("Nothing has changed since the demo ran last, so there was nothing to do.");

    await sayAnswer(index, QUESTION, 3);

    if (worked) {
      heading("Again, with nothing changed");
      sayOutcome(await index.update(copy, documents), embeds);
    }

    const edit = editParagraph(path.join(copy, EDITED));
    try {
      heading(`Again, with a paragraph edited: ${EDITED}, line ${edit.line}`);
      say(`+ ${edit.sentence}`);
      const { counts, failures } = await index.update(copy, documents);
      sayOutcome({ counts, failures }, embeds);
      const others = (await index.chunksOf(EDITED)) - (embeds ? counts.textsEmbedded : counts.rowsWritten);
      if (others > 0)
        note(
          `The other ${count(others, "chunk", "chunks")} of ${EDITED}: not ${embeds ? "embedded" : "written"} again.`,
        );
    } finally {
      edit.undo();
    }

    heading("Again, with the paragraph as it was");
    last = await index.update(copy, documents);
    sayOutcome(last, embeds);
  } finally {
    await index.close();
  }
  heading("Now with documents of your own");
  say('npm run demo -- ~/notes "how do I restore a backup?"');
  return last.failures.length;
}
