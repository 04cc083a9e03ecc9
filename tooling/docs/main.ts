// `node --conditions=coco-source tooling/docs/main.ts`: writes the tables of docs/connectors/choosing-a-store.md.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../repository-root.ts";
import { readDeclarations } from "./declarations.ts";
import { withGenerated } from "./generated-part.ts";
import { storeTables } from "./store-tables.ts";

const file = path.join(repositoryRoot, "docs", "connectors", "choosing-a-store.md");
const before = await readFile(file, "utf8");
const after = withGenerated(before, storeTables(await readDeclarations()));
if (after !== before) {
  await writeFile(file, after);
  console.log("written: docs/connectors/choosing-a-store.md");
}
