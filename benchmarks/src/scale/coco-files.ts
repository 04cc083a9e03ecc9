// coco over a tree of files: one memo and five rows a file; an unchanged file is not read.
import path from "node:path";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { report, task } from "../measure/program.ts";
import { countedRows, rowBytes, written } from "./counted-rows.ts";
import { ROWS, type ScaleTask } from "./scale-task.ts";

const { corpus = "", state } = task<ScaleTask>();
const rows = countedRows();

const indexFile = coco.fn(
  { memo: true },
  async function indexFile(file: coco.FileLike, target: coco.TargetProvider<Uint8Array>) {
    const name = file.path.relative;
    const text = await file.text();
    for (let position = 0; position < ROWS; position++) {
      coco.declareTargetState(target.state([name, position], rowBytes(text, position)));
    }
  },
);

const environment = coco.environment({ name: "benchmark", storePath: path.join(state, "state.db") });
const app = coco.app({ name: "Files", environment }, async function main() {
  await coco.mountEach(localfs.walk(corpus), indexFile, rows);
});
const { stats } = await app.update({ failures: "report" });
report({ rows: written.rows, unchanged: stats.total.unchanged });
