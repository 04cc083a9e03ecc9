// What the folder `out` should hold, as a function of what the folder `notes` holds. `npx coco update main.ts` makes it so.
import path from "node:path";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";

const here = import.meta.dirname;

interface Card {
  readonly title: string;
  readonly words: number;
  readonly links: readonly string[];
}

// A plain function: whatever uses it runs again when it is edited.
function cardOf(text: string, name: string): Card {
  return {
    title: /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? name,
    words: text.split(/\s+/).filter((word) => /\w/.test(word)).length,
    links: [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link),
  };
}

// Runs again for a file whose content, or this code, has changed.
const writeCard = coco.fn({ memo: true }, async function writeCard(file: coco.FileLike, out: localfs.DirectoryTarget) {
  const card = cardOf(await file.text(), file.path.name);
  out.declareFile(file.path.relative.replace(/\.md$/i, ".json"), `${JSON.stringify(card, undefined, 2)}\n`);
});

export const app = coco.app(
  "Cards",
  async function main({ from, to }: { from: string; to: string }) {
    const out = await localfs.mountDirectory(to);
    const files = localfs.walk(from, { include: ["**/*.md"], exclude: [".*", "node_modules/"], live: true });
    await coco.mountEach(files, writeCard, out);
  },
  { from: path.join(here, "notes"), to: path.join(here, "out") }, // others: npx coco update main.ts --set from=../docs
);
