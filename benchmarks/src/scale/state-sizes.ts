import { statSync } from "node:fs";
import path from "node:path";
import { compiledProgram } from "../measure/compiled-programs.ts";
import { runProcess } from "../measure/run-process.ts";
import { slope } from "../measure/statistics.ts";
import { emptyFolder } from "../measure/work-folder.ts";
import { DIMENSIONS } from "../markdown/free-embedder.ts";
import { ROWS, type ScaleTask } from "./scale-task.ts";

const FEW = 1000;
const MANY = 10_000;

/** Bytes of the store that one more item takes. */
export interface StateSizes {
  readonly numberKeys: number;
  /** With rows whose keys hold the item's path of 48 bytes. */
  readonly pathKeys: number;
  /** What function memos add, as a share of the vectors that they hold. */
  readonly functionMemos: number;
}

/** How large the store becomes, by what it holds: slopes between a thousand and ten thousand items. */
export function stateSizes(folder: string): StateSizes {
  const numberKeys = bytesPerItem(folder, {});
  const pathKeys = bytesPerItem(folder, { rowKeys: "path" });
  const withMemos = bytesPerItem(folder, { functionMemos: true });
  const values = ROWS * DIMENSIONS * Float32Array.BYTES_PER_ELEMENT;
  return { numberKeys, pathKeys, functionMemos: (withMemos - numberKeys) / values };
}

function bytesPerItem(folder: string, kind: Pick<ScaleTask, "rowKeys" | "functionMemos">): number {
  return slope(
    [FEW, MANY].map((items) => {
      const state = emptyFolder(folder, "sizes");
      const told: ScaleTask = { items, state, ...kind };
      runProcess({ file: process.execPath, args: [compiledProgram("scale/coco-items.ts"), JSON.stringify(told)] });
      return { x: items, y: statSync(path.join(state, "state.db")).size };
    }),
  );
}
