import type { UpdateHandle } from "@coco/core";
import { countsOf } from "../progress/counts-of.ts";
import { count } from "../progress/describe-counts.ts";
import { ProgressLine } from "./progress-line.ts";

/** Starts an update of so many documents and shows how far it is, until it is over. */
export async function watchUpdate<T>(handle: UpdateHandle<T>, documents: number): Promise<void> {
  const line = new ProgressLine(process.stdout);
  try {
    for await (const { stats } of handle.watch()) {
      const { filesRead, filesUnchanged, filesFailed, textsEmbedded } = countsOf(stats);
      const done = filesRead + filesUnchanged + filesFailed;
      const embedded = textsEmbedded === 0 ? "" : ` · ${count(textsEmbedded, "text", "texts")} embedded`;
      line.show(`  ${done.toLocaleString("en")} of ${count(documents, "document", "documents")}${embedded}`);
    }
  } finally {
    line.clear();
  }
}
