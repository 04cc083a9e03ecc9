import * as coco from "@coco/core";

const LETTERS = 26;

/** Stands in for a model: counts letters. Texts with like words get like vectors, and nothing has to be loaded. */
export class LetterEmbedder implements coco.Embedder {
  readonly vectorSchema: coco.VectorSchema = coco.vectorSchema(LETTERS);

  // The result is shared by the whole app: a text that is in two files, or moves to another one, is embedded once.
  readonly embed = coco.fn({ memo: "app" }, async function embed(text: string) {
    const counts = new Float32Array(LETTERS);
    for (const letter of text.toLowerCase()) {
      const at = letter.charCodeAt(0) - 97;
      if (at >= 0 && at < LETTERS) counts[at] = (counts[at] ?? 0) + 1;
    }
    return counts;
  });
}
coco.registerMemoKey(LetterEmbedder, () => "letters, version 1");
