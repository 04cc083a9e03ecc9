import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { componentKey, keyInLevel, levelPrefix } from "../component/component-path.ts";
import { type AppState, openStateStore, type StateStore } from "../store/index.ts";
import { beginsRange, MOST_ITEMS } from "./range-boundary.ts";
import { readRange, type RangeDigest } from "./range-digest.ts";
import { RangeRecorder } from "./range-recorder.ts";
import { StoredRanges } from "./stored-ranges.ts";

const PREFIX = levelPrefix(["level"]);
const partOf = (number: number): string => `note-${String(number).padStart(6, "0")}`;
const keyOf = (number: number): Uint8Array => keyInLevel(PREFIX, partOf(number));
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("hex");
const VALUE = new Uint8Array([1]);

describe("the digests of ranges", () => {
  let folder: string;
  let store: StateStore;
  let state: AppState;
  let recorder: RangeRecorder;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "coco-ranges-"));
    store = await openStateStore({ path: path.join(folder, "state.db") });
    state = await store.app("one");
    recorder = new RangeRecorder(state, PREFIX);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function stored(): Promise<RangeDigest[]> {
    const entries = await state.page("rangeDigest", { prefix: PREFIX, limit: 10_000 });
    return entries.map(({ key, value }) => readRange(key, value) as RangeDigest);
  }

  function unchanged(from: number, to: number, revision: number = state.revision): void {
    for (let number = from; number < to; number++) {
      const key = keyOf(number);
      if (!recorder.goesOn(key, revision)) {
        if (!recorder.mayBegin(revision)) {
          recorder.other(key);
          continue;
        }
        recorder.begin(revision, "call");
      }
      recorder.add(key, partOf(number), 1, 7);
    }
  }

  it("cover a level without a gap, and are about as long as they are meant to be", async () => {
    unchanged(0, 5000);
    await recorder.finish();
    const ranges = await stored();
    expect(hex(ranges[0]?.after)).toBe(hex(PREFIX));
    for (const [index, { after }] of ranges.entries())
      if (index > 0) expect(hex(after)).toBe(hex(ranges[index - 1]?.last));
    expect(hex(ranges.at(-1)?.last)).toBe(hex(keyOf(4999)));
    expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
    expect(ranges.length).toBeGreaterThan(5000 / 64 / 2);
    expect(ranges.length).toBeLessThan((5000 / 64) * 2);
    expect(Math.max(...ranges.map(({ count }) => count))).toBeLessThanOrEqual(MOST_ITEMS);
    expect(new Set(ranges.flatMap(({ dependencySets }) => dependencySets))).toEqual(new Set([7]));
  });

  it("begin at the same keys whatever came before: a change leaves the others as they are", async () => {
    unchanged(0, 2000);
    await recorder.finish();
    const before = await stored();
    recorder = new RangeRecorder(state, PREFIX);
    unchanged(3, 1000);
    recorder.other(keyOf(1000));
    unchanged(1001, 2000);
    await recorder.finish();
    const shared = (await stored()).filter(({ after }) => before.some((one) => Buffer.compare(one.after, after) === 0));
    expect(shared.length).toBeGreaterThanOrEqual(before.length - 2);
  });

  it("are not stored of what was read before a component was written", async () => {
    const revision = state.revision;
    unchanged(0, 100, revision);
    await state.commit([{ kind: "put", table: "component", key: componentKey(["elsewhere"]), value: VALUE }]);
    unchanged(100, 120, revision); // still of the page that was read then
    await recorder.finish();
    expect(await stored()).toEqual([]);
  });

  it("are stored again from the next one on that begins a range and was read afterwards", async () => {
    unchanged(0, 100);
    await state.commit([{ kind: "put", table: "component", key: componentKey(["elsewhere"]), value: VALUE }]);
    unchanged(100, 1000);
    await recorder.finish();
    const [first] = await stored();
    const begins = Array.from({ length: 900 }, (_, index) => 100 + index).find((number) => beginsRange(keyOf(number)));
    expect(hex(first?.after)).toBe(hex(keyOf((begins as number) - 1)));
  });

  it("do not begin behind what the source does not have", () => {
    recorder.gap();
    const begins = Array.from({ length: 900 }, (_, number) => number).find((number) => beginsRange(keyOf(number)));
    expect(recorder.goesOn(keyOf(begins as number), state.revision)).toBe(false);
    expect(recorder.mayBegin(state.revision)).toBe(false);
  });

  it("stand until one of their components is written, also where they were read before", async () => {
    unchanged(0, 1000);
    await recorder.finish();
    const [first, second] = await stored();
    const ranges = new StoredRanges(state, PREFIX);
    const put = (key: Uint8Array) => state.commit([{ kind: "put", table: "component", key, value: VALUE }]);
    expect(hex((await ranges.from(PREFIX))?.after)).toBe(hex(PREFIX));
    expect(await ranges.stands()).toBe(true);
    expect(ranges.standsNow).toBe(true);
    await put(componentKey(["elsewhere"]));
    expect(ranges.standsNow).toBe(false);
    expect(await ranges.stands()).toBe(true);
    expect(ranges.standsNow).toBe(true);
    await put(second?.last as Uint8Array);
    expect(await ranges.stands()).toBe(true);
    expect(hex((await ranges.from(first?.last as Uint8Array))?.after)).toBe(hex(first?.last));
    expect(await ranges.stands()).toBe(false);
  });

  it("are nothing where their bytes are damaged", async () => {
    unchanged(0, 10);
    await recorder.finish();
    const [entry] = await state.page("rangeDigest", { prefix: PREFIX, limit: 1 });
    const { key, value } = entry as { key: Uint8Array; value: Uint8Array };
    expect(readRange(key, value)?.count).toBe(10);
    for (let at = 0; at < value.length; at++) {
      const damaged = new Uint8Array(value);
      damaged[at] = (damaged[at] as number) ^ 1;
      expect(readRange(key, damaged)).toBeUndefined();
      expect(readRange(key, value.slice(0, at))).toBeUndefined();
    }
  });
});
