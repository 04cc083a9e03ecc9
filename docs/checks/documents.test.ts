import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkedDocuments, documentsFolder } from "./documents.ts";
import { expectedText } from "./expected-text.ts";
import { fencedBlocks } from "./fenced-blocks.ts";

/** Whether an example starts a server that `npm test` has not found. */
function lacksServer(file: string, { shows = "" }: { readonly shows?: string | undefined }): boolean {
  const source = readFileSync(path.join(path.dirname(file), shows.split("#")[0] as string), "utf8");
  const [, name = ""] = /startService\("(\w+)"\)/.exec(source) ?? [];
  return process.env[`COCO_TEST_${name.toUpperCase()}`] === "none";
}

describe.each(checkedDocuments())("%s", (document) => {
  const file = path.join(documentsFolder, document);
  const blocks = fencedBlocks(readFileSync(file, "utf8"));

  it.each(blocks.filter(({ language }) => language === "ts"))("line $line shows the code of $shows", async (block) => {
    expect(block.text, "run `pnpm --filter @coco-examples/docs fill`").toBe(
      await expectedText(path.dirname(file), block),
    );
  });

  const outputs = blocks.filter(({ language, shows }) => language === "text" && shows !== undefined);
  const show = async (block: (typeof outputs)[number]): Promise<void> => {
    expect(block.text, "run `pnpm --filter @coco-examples/docs fill`").toBe(
      await expectedText(path.dirname(file), block),
    );
  };
  // An example may start a server, which takes its time on a busy machine.
  it.each(outputs.filter((block) => !lacksServer(file, block)))(
    "line $line shows what $shows prints",
    { timeout: 300_000 },
    show,
  );
  // skipped: the example starts a server that is not to be had on this machine, and nothing stands in for it
  it.skip.each(outputs.filter((block) => lacksServer(file, block)))("line $line shows what $shows prints", show);
});

it("every example is shown by a document", () => {
  const shown = new Set<string>();
  for (const document of checkedDocuments()) {
    for (const { shows } of fencedBlocks(readFileSync(path.join(documentsFolder, document), "utf8"))) {
      if (shows !== undefined) shown.add(path.join(path.dirname(document), shows.split("#")[0] as string));
    }
  }
  shown.add("guide/examples/show-folder.ts"); // prints a folder for the others
  expect(
    globSync("{guide,connectors,skill}/examples/**/*.ts", { cwd: documentsFolder }).filter((file) => !shown.has(file)),
  ).toEqual([]);
});
