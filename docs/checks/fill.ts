// `pnpm --filter @coco-examples/docs fill`: writes the examples, and what they print, into the documents that show them.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkedDocuments, documentsFolder } from "./documents.ts";
import { expectedText } from "./expected-text.ts";
import { fencedBlocks, replaceBlocks } from "./fenced-blocks.ts";

const wanted = process.argv.slice(2);
for (const document of checkedDocuments()) {
  if (wanted.length > 0 && !wanted.some((part) => document.includes(part))) continue;
  const file = path.join(documentsFolder, document);
  const before = readFileSync(file, "utf8");
  const texts: string[] = [];
  for (const block of fencedBlocks(before)) {
    texts.push((await expectedText(path.dirname(file), block)) ?? block.text);
  }
  const after = replaceBlocks(before, () => texts.shift() as string);
  if (after === before) continue;
  writeFileSync(file, after);
  console.log(`filled ${document}`);
}
