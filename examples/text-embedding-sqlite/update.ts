// Run with `node update.ts [FOLDER]`: what `coco update main.ts` does, from code. What fails is said on standard error.
import { app } from "./main.ts";

const [dir] = process.argv.slice(2);
const { stats, status } = await app.update({ failures: "report", params: dir === undefined ? {} : { dir } });
const { deleted, ran, unchanged } = stats.components["indexFile"] ?? { deleted: 0, ran: 0, unchanged: 0 };
const rows = stats.targets["sqlite rows of docs_db"] ?? { written: 0, deleted: 0 };
const embedded = stats.counters["texts embedded"] ?? 0;
console.log(
  `files: ${ran} read, ${unchanged} unchanged, ${deleted} gone · texts embedded: ${embedded} · rows: ${rows.written} written, ${rows.deleted} deleted`,
);
process.exitCode = status === "done" ? 0 : 1;
