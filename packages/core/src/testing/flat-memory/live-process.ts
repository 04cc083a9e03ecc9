import { declareTargetState, LiveMap, mount, mountEach, subpath } from "../../index.ts";
import { TestApp } from "../test-app.ts";
import { wrap } from "../wrap.ts";
import { heapBytes } from "./heap-bytes.ts";
import { forgottenRows, type Row } from "./forgotten-rows.ts";

// A process of its own: a live update that is told of so many changes of a few hundred items, some of which come and go.
// Prints the bytes in use after each sixteenth of the changes. Started with --expose-gc.
const [folder = "", count = "0"] = process.argv.slice(2);
const changes = Number(count);
const KEYS = 300;
const BURST = 20;
const rows = forgottenRows();

const declare = wrap("flat-memory/live-part", { memo: true }, (version: string, target: typeof rows) => {
  const row: Row = `part ${version}`;
  declareTargetState(target.state(["part", version], row));
});
const indexItem = wrap("flat-memory/live-item", { memo: true }, async (version: string, target: typeof rows) => {
  const row: Row = version;
  declareTargetState(target.state([version, 0], row));
  await mount(subpath(version), declare, version, target);
});

const items = new LiveMap<string>("items");
const controller = new AbortController();
const app = new TestApp(folder).define(() => mountEach(items, indexItem, rows));
const update = app.update({ live: true, failures: "report", signal: controller.signal });
await update.ready();
const bytes: number[] = [];
for (let change = 0; change < changes; change += BURST) {
  const told = [];
  for (let one = change; one < change + BURST; one++) {
    const key = `k${(one * 7) % KEYS}`;
    told.push(one % 5 === 0 ? await items.delete(key) : await items.set(key, `v${one}`));
  }
  await Promise.all(told.map((each) => each.ready()));
  if (Math.floor((change + BURST) / (changes / 16)) > bytes.length) bytes.push(await heapBytes());
}
controller.abort();
const { failures } = await update;
process.stdout.write(JSON.stringify({ failures: failures.length, bytes }));
