import assert from "node:assert/strict";
import type { SourceScenario } from "./source-scenario.ts";

const texts = { a: "1", b: "2", c: "3" };

/** What a run does about items that changed, and those that did not. */
export const changeScenarios: readonly SourceScenario[] = [
  {
    name: "changes: an item that is the same is not read again",
    async run(bench) {
      await bench.putAll(texts);
      await bench.expectRun(["a", "b", "c"], texts);
      await bench.expectRun([], texts);
      await bench.expectRun([], texts);
    },
  },
  {
    name: "changes: what is new, changed, removed and put again is seen, and nothing else is read",
    async run(bench) {
      await bench.putAll(texts);
      await bench.succeed();
      await bench.system.put("b", "another two");
      await bench.expectRun(["b"], { ...texts, b: "another two" });
      await bench.system.put("d", "4");
      await bench.system.remove("a");
      await bench.expectRun(["d"], { b: "another two", c: "3", d: "4" });
      await bench.system.put("a", "1 again");
      await bench.expectRun(["a"], { a: "1 again", b: "another two", c: "3", d: "4" });
      for (const id of ["a", "b", "c", "d"]) await bench.system.remove(id);
      await bench.expectRun([], {});
    },
  },
  {
    name: "changes: one of the same length, at once after a run, is seen",
    async run(bench) {
      await bench.system.put("a", "1");
      for (const text of ["2", "3", "4", "5"]) {
        await bench.succeed();
        await bench.system.put("a", text);
        await bench.succeed();
        bench.expectMirror({ a: text });
      }
    },
  },
  {
    name: "changes: one of the same length, after runs in which nothing changed, is seen",
    async run(bench) {
      await bench.putAll({ ...texts, b: "0" });
      for (const text of ["2", "3", "4"]) {
        for (let time = 0; time < 3; time++) await bench.succeed();
        await bench.system.put("b", text);
        await bench.expectRun(["b"], { ...texts, b: text });
      }
    },
  },
  {
    name: "changes: an item that is written again with the same content is not read again",
    needs: ["freshness"],
    async run(bench) {
      await bench.putAll(texts);
      await bench.succeed();
      await bench.system.touch?.("b");
      await bench.expectRun([], texts);
      await bench.system.put("b", "other");
      await bench.expectRun(["b"], { ...texts, b: "other" });
    },
  },
  {
    name: "changes: one that is made while an item is worked on is seen by the next run",
    async run(bench) {
      await bench.putAll(texts);
      bench.afterRead = async (id) => {
        if (id === "b") await bench.system.put("b", "meanwhile");
      };
      await bench.succeed();
      bench.afterRead = undefined;
      await bench.succeed();
      bench.expectMirror({ ...texts, b: "meanwhile" });
      await bench.expectRun([], { ...texts, b: "meanwhile" });
    },
  },
  {
    name: "changes: an item that goes before it is read harms no other, and is gone after the next run",
    async run(bench) {
      await bench.putAll(texts);
      bench.beforeRead = async (id) => {
        if (id === "b") await bench.system.remove("b");
      };
      const { failures } = await bench.run();
      assert.ok(failures.length <= 1, "only the item that is gone may fail");
      bench.beforeRead = undefined;
      await bench.succeed();
      bench.expectMirror({ a: "1", c: "3" });
    },
  },
  {
    name: "changes: a scan that fails deletes nothing, and the next one goes on",
    needs: ["failing"],
    async run(bench) {
      await bench.putAll(texts);
      await bench.succeed();
      const mend = await bench.system.fail?.();
      assert.ok(mend !== undefined, "the harness cannot make a scan fail");
      const { failures } = await bench.run();
      assert.ok(failures.length > 0, "the scan was to fail");
      bench.expectMirror(texts);
      await mend();
      await bench.expectRun([], texts);
    },
  },
];
