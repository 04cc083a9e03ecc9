import assert from "node:assert/strict";
import { encodeKey } from "../../../key/encode-key.ts";
import { sourceItems } from "../../../source/items.ts";
import { AWKWARD_KEYS } from "../../awkward-texts.ts";
import type { SourceBench } from "../source-bench.ts";
import type { SourceScenario } from "./source-scenario.ts";

/** More at once would have to be in memory. */
const MOST_IN_A_PAGE = 10_000;

/** What one scan of a source gives. */
export const scanScenarios: readonly SourceScenario[] = [
  {
    name: "scans: give every item once, under a key that is the same in every scan",
    async run(bench) {
      const ids = ["a", "b", "c", "d"];
      await bench.putAll(Object.fromEntries(ids.map((id) => [id, `text of ${id}`])));
      const first = await keysById(bench);
      assert.deepEqual([...first.keys()].sort(), ids);
      assert.deepEqual(await keysById(bench), first);
      await bench.system.remove("b");
      await bench.system.put("e", "new");
      const second = await keysById(bench);
      assert.deepEqual([...second.keys()].sort(), ["a", "c", "d", "e"]);
      for (const id of ["a", "c", "d"]) assert.equal(second.get(id), first.get(id), `the key of ${id}`);
    },
  },
  {
    name: "scans: nothing there is an empty scan",
    async run(bench) {
      assert.deepEqual((await bench.pages()).pages.flat(), []);
      await bench.expectRun([], {});
    },
  },
  {
    name: "scans: items may have any id that can be, and are no other ones",
    async run(bench) {
      const ids = AWKWARD_KEYS.filter((id) => bench.harness.takesId?.(id) ?? true);
      assert.ok(ids.length > 0, "no id can be put");
      const texts = Object.fromEntries(ids.map((id) => [id, `text of ${id}`]));
      await bench.putAll(texts);
      const keys = await keysById(bench);
      assert.equal(new Set(keys.values()).size, ids.length, "two items have one key");
      await bench.expectRun(ids, texts);
      await bench.expectRun([], texts);
    },
  },
  {
    name: "scans: come page by page, in the order of keys where the source says so",
    timeout: 180_000,
    async run(bench) {
      const many = bench.harness.manyItems ?? 3000;
      // Put in another order than that of keys.
      for (let index = 0; index < many; index++) await bench.system.put(`item-${(index * 7919) % many}`, "text");
      const { ordered, pages } = await bench.pages();
      const keys = pages.flat().map(([key]) => encodeKey(key));
      assert.equal(keys.length, many);
      for (const page of pages) assert.ok(page.length <= MOST_IN_A_PAGE, `a page of ${page.length} items`);
      if (!ordered) return;
      for (const [index, key] of keys.entries()) {
        const before = keys[index - 1];
        assert.ok(before === undefined || Buffer.compare(before, key) < 0, `item ${index} is out of order`);
      }
    },
  },
  {
    name: "scans: end when they are told to stop",
    async run(bench) {
      for (let index = 0; index < 600; index++) await bench.system.put(`item-${index}`, "text");
      await bench.inside(async (source) => {
        const stop = new AbortController();
        let pages = 0;
        try {
          for await (const page of source[sourceItems]().pages(stop.signal)) {
            if (page.length > 0) pages += 1;
            stop.abort();
          }
        } catch (error) {
          assert.ok(stop.signal.aborted, String(error));
        }
        // One that was being read meanwhile may still come.
        assert.ok(pages <= 2, `${pages} pages came, and the scan was stopped at the first`);
      });
    },
  },
];

/** Each item's key, as text, by its id. */
async function keysById(bench: SourceBench): Promise<Map<string, string>> {
  const { pages } = await bench.pages();
  const found = pages
    .flat()
    .map(([key, item]) => [bench.system.idOf(item), Buffer.from(encodeKey(key)).toString("hex")] as const);
  assert.equal(new Map(found).size, found.length, "an item came twice");
  return new Map(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
