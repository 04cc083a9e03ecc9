import { app, environment, mountEach, fn, memoKey, memoState, sourceItems, registerRootTargets, mountTarget, declareTargetState, absent } from "@coco/core";
import { rmSync } from "node:fs";
const n = Number(process.argv[2] ?? 20000); const phase = process.argv[3] ?? "full"; const rows = Number(process.argv[4] ?? 5);
class Item { key: string; version: number; constructor(key: string, version: number) { this.key = key; this.version = version; }
 }
Object.defineProperty(Item.prototype, memoKey, { value(this: Item) { return this.key; } });
Object.defineProperty(Item.prototype, memoState, { value(this: Item, previous: any) { if (previous !== undefined && previous.v === this.version) return { state: previous, valid: true }; return { state: { v: this.version, hash: "0123456789abcdef0123" }, valid: false }; } });
const source: any = { [sourceItems]: () => ({ ordered: true, async *pages() { let page: any[] = []; for (let i = 0; i < n; i++) { const key = `folder-${String(i % 1 )}/some/longer/path/document-${String(i).padStart(8, "0")}.md`; page.push([key, new Item(key, 1)]); if (page.length === 256) { yield page; page = []; } } if (page.length) yield page; } }) };
const sink = { name: "nothing", async apply() {} };
const rowHandler: any = { reconcile(key: any, desired: any, previous: any) { if (desired === absent) return { action: { sink, payload: key }, tracking: absent }; if (previous.possible.some((p: any) => p === desired.hash)) return undefined; return { action: { sink, payload: [key, desired] }, tracking: desired.hash }; } };
const tableHandler: any = { reconcile(key: any, desired: any, previous: any) { if (desired === absent) return { action: { sink, payload: key }, tracking: absent }; if (previous.possible.length && !previous.mayBeMissing) return undefined; return { action: { sink, payload: key }, tracking: "t" }; }, child: () => rowHandler };
const tables = registerRootTargets("scratch.tables", tableHandler);
const one = fn({ memo: true, name: "one", deps: {} }, async (item: Item, table: any) => { for (let r = 0; r < rows; r++) declareTargetState(table.state(`${item.key}#${r}`, { hash: "0123456789abcdef" })); });
const store = "/tmp/scratch-lead/state.db"; if (phase === "full") rmSync("/tmp/scratch-lead", { recursive: true, force: true });
const env = environment({ name: "scale", storePath: store });
const main = app({ name: "Scale", environment: env }, async () => { const table = await mountTarget(tables.state("docs", {} as any)); await mountEach(source, one, table); });
const c = process.cpuUsage(); const t = performance.now();
const report = await main.update({ failures: "report" });
const d = process.cpuUsage(c);
console.log(phase, n, "wall", (performance.now() - t).toFixed(0), "cpu", ((d.user + d.system) / 1000).toFixed(0), "per item us", ((d.user + d.system) / n).toFixed(2), "rss", process.resourceUsage().maxRSS / 1024 | 0, JSON.stringify(report.stats.total), report.failures[0]?.error ?? "");
