import { setTimeout as sleep } from "node:timers/promises";
import * as coco from "@coco/core";

const pages = Array.from({ length: 40 }, (_, page) => [page, "text ".repeat(page)] as const);

const countWords = coco.fn({ memo: true }, async function countWords(text: string) {
  await sleep(5);
  return text.split(" ").length;
});

const app = coco.app("Pages", () => coco.mountEach(pages, countWords));

// #region watch
const handle = app.update();
let seen = 0;
for await (const { stats, status } of handle.watch({ interval: 10 })) {
  const { added, waiting } = stats.components["countWords"] ?? {};
  if (status === "running" && waiting !== undefined && added !== undefined) seen = Math.max(seen, added + waiting);
  if (status === "done") console.log(`done: ${added} added, ${stats.total.failed} failed`);
}
// #endregion
console.log("never more than the source has:", seen <= 40);

// #region source
const texts: coco.Source<string> = {
  name: "texts",
  [coco.sourceItems]: () => ({
    ordered: true,
    size: 2,
    bytesOf: (text) => text.length,
    async *pages() {
      yield [
        ["a", "to be"],
        ["b", "or not to be"],
      ];
    },
  }),
};
// #endregion

const { stats } = await coco.app("Bytes", () => coco.mountEach(texts, countWords)).update({ failures: "report" });
console.log(stats.total.bytes, "bytes,", stats.remaining?.components, "left");
await app.drop();
