// What the table should hold, as a function of what the folder holds. `npx coco update main.ts` makes it so.
import path from "node:path";
import * as localfs from "@coco/connector-localfs";
import * as postgres from "@coco/connector-postgres";
import * as coco from "@coco/core";
import { RecursiveSplitter } from "@coco/ops-text";

const here = import.meta.dirname;

export const DB = coco.contextKey<postgres.Pool>("notes_db");

coco.lifespan(async (env) => {
  const address = process.env["DATABASE_URL"];
  if (address === undefined || address === "") throw new Error("DATABASE_URL is not set.");
  const pool = await postgres.connect(address);
  env.provide(DB, pool);
  env.defer(() => pool.end());
});

const Passage = coco.record(
  { id: coco.t.int(), file: coco.t.string(), line: coco.t.int(), text: coco.t.string() },
  { primaryKey: ["id"] },
);

const splitter = new RecursiveSplitter();

// Runs again for a file whose content, or this code, has changed.
const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, table: postgres.TableTarget<typeof Passage>) {
    const ids = new coco.IdGenerator();
    for (const chunk of await splitter.split(await file.text(), { chunkSize: 600, language: "markdown" })) {
      table.declareRow({
        id: await ids.next(chunk.text),
        file: file.path.relative,
        line: chunk.start.line,
        text: chunk.text,
      });
    }
  },
);

export const app = coco.app(
  "Notes",
  async function main({ dir }: { dir: string }) {
    const table = await postgres.mountTable(DB, "passages", Passage);
    table.declareFtsIndex({ column: "text", language: "english" });
    const files = localfs.walk(dir, { include: ["**/*.md"], exclude: [".*", "node_modules/"], live: true });
    await coco.mountEach(files, indexFile, table);
  },
  { dir: path.join(here, "notes") }, // another folder: npx coco update main.ts --set dir=../docs
);
