// coco over a source in memory: one memo and five rows an item; says what each half of the items cost.
import path from "node:path";
import * as coco from "@coco/core";
import { embed } from "../markdown/free-embedder.ts";
import { report, task } from "../measure/program.ts";
import { countedRows, rowBytes, written } from "./counted-rows.ts";
import { type Item, itemNumber, itemSource } from "./item-source.ts";
import { ROWS, type ScaleTask } from "./scale-task.ts";

const { items, state, rowKeys = "number", functionMemos = false } = task<ScaleTask>();
/** With fewer items than this the halves say nothing. */
const FEW = 10_000;
const rows = countedRows();

const embedText = coco.fn({ memo: functionMemos }, async function embedText(text: string) {
  return embed(text);
});

const indexItem = coco.fn(
  { memo: true, deps: { rowKeys, functionMemos } },
  async function indexItem(item: Item, target: coco.TargetProvider<Uint8Array>) {
    for (let position = 0; position < ROWS; position++) {
      if (functionMemos) await embedText(`${item.path} ${position}`);
      const key = rowKeys === "path" ? [item.path, position] : [itemNumber(item.path), position];
      coco.declareTargetState(target.state(key, rowBytes(item.path, position)));
    }
  },
);

let half = process.cpuUsage();
let begun = half;
const environment = coco.environment({ name: "benchmark", storePath: path.join(state, "state.db") });
const app = coco.app({ name: "Scale", environment }, async function main() {
  begun = process.cpuUsage();
  const source = itemSource(items, () => {
    half = process.cpuUsage();
  });
  await coco.mountEach(source, indexItem, rows);
});
const { stats } = await app.update({ failures: "report" });
const end = process.cpuUsage();
const halves =
  items < FEW ? {} : { "first half us": microseconds(half, begun), "second half us": microseconds(end, half) };
report({ rows: written.rows, unchanged: stats.total.unchanged, ...halves });

function microseconds(to: NodeJS.CpuUsage, from: NodeJS.CpuUsage): number {
  return to.user + to.system - from.user - from.system;
}
