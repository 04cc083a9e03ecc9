import { declareTargetState, mountEach } from "../../index.ts";
import { TestApp } from "../test-app.ts";
import { wrap } from "../wrap.ts";
import { heapBytes } from "./heap-bytes.ts";
import { numberedItems } from "./numbered-items.ts";
import { forgottenRows, type Row } from "./forgotten-rows.ts";

// A process of its own: one run over so many items, with a memo and two rows each. Prints what the run came to, and the
// bytes in use after each sixteenth of the items. Started with --expose-gc.
const [folder = "", count = "0"] = process.argv.slice(2);
const items = Number(count);
const rows = forgottenRows();
const indexItem = wrap("flat-memory/item", { memo: true }, async (version: string, target: typeof rows) => {
  for (let position = 0; position < 2; position++) {
    const row: Row = `${version} ${position}`;
    declareTargetState(target.state([version, position], row));
  }
});

const bytes: number[] = [];
const source = numberedItems(items, async () => void bytes.push(await heapBytes()));
const { stats } = await new TestApp(folder).succeed(() => mountEach(source, indexItem, rows));
const { ran, unchanged } = stats.total;
process.stdout.write(JSON.stringify({ ran, unchanged, bytes }));
