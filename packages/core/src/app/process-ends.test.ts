import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Program } from "../testing/program.ts";

const HEAD = `
import { setTimeout as sleep } from "node:timers/promises";
import * as coco from "@coco/core";

process.on("unhandledRejection", (error) => console.log("unhandled", error));
process.on("warning", (warning) => console.log("warning", warning.message));
/** What would keep the process alive when threads that were told to stop have had time to. */
async function left() {
  for (let time = 0; ; time++) {
    await new Promise((resolve) => setImmediate(resolve));
    const open = process.getActiveResourcesInfo().filter((kind) => !/Pipe|TTY|FSReq|Immediate/.test(kind));
    if (open.length === 0 || time === 100) return open;
    await sleep(25);
  }
}
const outcome = async (handle) => {
  try { console.log("gave", await handle); } catch (error) { console.log("threw", error.code ?? error.name); }
  console.log("left", ...(await left()));
};
const texts = Array.from({ length: 50 }, (_, at) => ["t" + at, "text " + at]);
`;

let program: Program;
beforeEach(() => {
  program = new Program({});
});
afterEach(() => program.remove());

async function endOf(main: string): Promise<string[]> {
  program.write({ "main.ts": HEAD + main });
  return program.run();
}

describe("a process ends by itself, with nothing left open, after", () => {
  it.each([
    [
      "a run with batches, memos and a group",
      `
const size = coco.fn({ batching: true, memo: "app" }, async function size(all) { return all.map((text) => text.length); });
const item = coco.fn({ memo: true }, async function item(text) { await size(text); });
await outcome(coco.app("A", async () => { await coco.statsGroup("G", () => coco.mountEach(texts, item)); return 1; }).update());`,
      ["gave 1", "left"],
    ],
    [
      "a run that failed",
      `
await outcome(coco.app("A", () => coco.mountEach(texts, async function item(text) { if (text === "text 7") throw new Error("bad"); })).update({ logFailures: false }));`,
      ["threw UPDATE_FAILED", "left"],
    ],
    [
      "a run that is stopped while components wait for slots, retries and a rate",
      `
const controller = new AbortController();
const limiter = new coco.RateLimiter({ callsPerSecond: 0.001 });
const item = async function item(text) {
  if (text === "text 0") { setTimeout(() => controller.abort(), 50); await sleep(100); return; }
  if (text === "text 1") return coco.retryTransient(() => { throw Object.assign(new Error("busy"), { isRetryable: true }); }, { initialDelay: { hours: 1 } });
  await limiter.acquire();
};
const app = coco.app({ name: "A", maxInFlight: 5 }, () => coco.mountEach(texts, item));
await outcome(app.update({ signal: controller.signal }));`,
      ["threw CANCELLED", "left"],
    ],
    [
      "a run whose time is over, and one whose timeout was not needed",
      `
const slow = async function slow() { await sleep(60); };
await outcome(coco.app("A", async () => { await coco.mount(slow); await coco.mountEach(texts, slow); }).update({ timeout: 20 }));
await outcome(coco.app("B", async () => 2).update({ timeout: { hours: 1 } }));`,
      ["threw TIMEOUT", "left", "gave 2", "left"],
    ],
    [
      "a live update that is stopped, with watchers who went away",
      `
const controller = new AbortController();
const source = new coco.LiveMap("texts", texts);
const handle = coco.app("A", () => coco.mountEach(source, async function item() {})).update({ live: { rescan: { every: { hours: 1 } } }, signal: controller.signal });
for (let time = 0; time < 5; time++) for await (const _ of handle.watch()) break;
await handle.ready();
await (await source.set("new", "x")).ready();
controller.abort();
await outcome(handle);`,
      ["threw CANCELLED", "left"],
    ],
    [
      "functions in a pool, one of them stopped",
      `
import { busy } from "./busy.ts";
const controller = new AbortController();
await outcome(coco.app("A", () => busy(10)).update());
setTimeout(() => controller.abort(), 300);
await outcome(coco.app("B", () => coco.mountEach(texts, async function item() { await busy(60_000); })).update({ signal: controller.signal }));`,
      ["gave 10", "left", "threw CANCELLED", "left"],
    ],
  ])("%s", async (_, main, printed) => {
    program.write({
      "busy.ts": `
import * as coco from "@coco/core";
const pool = coco.workerPool({ size: 2, stopTimeout: 50 });
export const busy = coco.fn({ runner: pool }, async function busy(ms) { await new Promise((resolve) => setTimeout(resolve, ms)); return ms; });
`,
    });
    expect(await endOf(main)).toEqual(printed);
  });
});
