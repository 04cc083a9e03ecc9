import { note } from "./say.ts";

/** Whether there is an embedding model: who starts the demo has looked for one, and says so in the environment. */
export function embedsHere(): boolean {
  const folder = process.env["COCO_MODEL_DIR"] ?? "";
  return folder !== "" || process.env["COCO_MODEL_DOWNLOAD"] !== "never";
}

export function sayWordsOnly(embeds: boolean): void {
  if (!embeds) note("There is no embedding model here: documents are found by their words alone, not by meaning.");
}
