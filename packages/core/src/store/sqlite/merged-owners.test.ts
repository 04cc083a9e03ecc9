import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Random } from "../../testing/crash/random.ts";
import type { Change } from "../change.ts";
import { openInMemory } from "./open-database.ts";
import { OwnerBlocks } from "./owner-blocks.ts";
import { OwnerTable } from "./owner-table.ts";
import { SqliteAppState } from "./sqlite-app-state.ts";
import { StoreConnection } from "./store-connection.ts";

const hash = (number: number): Uint8Array => createHash("sha256").update(String(number)).digest().subarray(0, 8);
const component = (number: number): Uint8Array =>
  Buffer.from(`notes/of-a-longer-name-${String(number).padStart(6, "0")}`);
const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString("latin1");

let connection: StoreConnection;

function stateWith(waiting: number): { state: SqliteAppState; owners: OwnerTable } {
  const owners = new OwnerTable(connection, { waiting, left: 0 });
  return { state: new SqliteAppState(connection, owners, "App"), owners };
}

const blocks = (): number =>
  (connection.statement("SELECT count(*) AS count FROM owner").get() as { count: number }).count;
const record = (key: Uint8Array): Change => ({ kind: "put", table: "component", key, value: Buffer.from("record") });

beforeEach(() => {
  connection = new StoreConnection(openInMemory(), ":memory:");
});
afterEach(() => connection.close());

describe("merged owners", () => {
  it.for([3, 40, 4000])("are what a plain map would hold, merged when more than %i wait", async (waiting) => {
    const random = new Random(waiting);
    const { owners, state } = stateWith(waiting);
    const expected = new Map<string, string>();
    const known = new Set<number>();
    for (let commit = 0; commit < 60; commit++) {
      const changes: Change[] = [];
      const deleted = random.chance(0.3) ? random.below(80) : -1;
      for (let left = 1 + random.below(commit === 20 ? 3000 : 60); left > 0; left--) {
        const key = hash(random.below(4000));
        const owner = random.below(80);
        if (owner === deleted || random.chance(0.2)) {
          changes.push({ kind: "delete", table: "owner", key });
          expected.delete(textOf(key) as string);
          continue;
        }
        if (!known.has(owner)) changes.push(record(component(owner)));
        known.add(owner);
        changes.push({ kind: "put", table: "owner", key, value: component(owner) });
        expected.set(textOf(key) as string, textOf(component(owner)) as string);
      }
      if (deleted >= 0) {
        changes.push({ kind: "delete", table: "component", key: component(deleted) });
        known.delete(deleted);
        for (const [key, owner] of expected) if (owner === textOf(component(deleted))) expected.delete(key);
      }
      await state.commit(changes);
      if (commit % 10 === 9) {
        const keys = Array.from({ length: 4000 }, (_, number) => hash(number));
        const found = await state.read("owner", keys);
        expect(found.map(textOf)).toEqual(keys.map((key) => expected.get(textOf(key) as string)));
        for (const few of [keys.slice(0, 5), keys.slice(100, 120)]) // looked up one by one, or in one statement
          expect((await state.read("owner", few)).map(textOf)).toEqual(
            few.map((key) => expected.get(textOf(key) as string)),
          );
        const paged: [string, string][] = [];
        for (let after: Uint8Array | undefined; ; ) {
          const page = await state.page("owner", { prefix: Buffer.alloc(0), limit: 100, ...(after && { after }) });
          for (const { key, value } of page) paged.push([textOf(key) as string, textOf(value) as string]);
          if (page.length < 100) break;
          after = page.at(-1)?.key;
        }
        expect(paged).toEqual([...expected].sort(([one], [other]) => (one < other ? -1 : 1)));
        if (commit % 20 === 19) owners.close();
      }
    }
    expect(owners.problems()).toEqual([]);
  });

  it("take about nine bytes each, with their component's key, and no page is left free", async () => {
    const { owners, state } = stateWith(10_000);
    const count = 30_000;
    for (let first = 0; first < count; first += 1000) {
      const changes: Change[] = [];
      for (let number = first; number < first + 1000; number++) {
        const key = component(Math.floor(number / 5));
        if (number % 5 === 0) changes.push(record(key));
        changes.push({ kind: "put", table: "owner", key: hash(number), value: key });
      }
      await state.commit(changes);
    }
    owners.close();
    expect(owners.summary(1).entries).toBe(count);
    expect(connection.database.pragma("freelist_count", { simple: true })).toBe(0);
    const { bytes } = connection
      .statement(
        "SELECT (SELECT sum(length(value)) FROM owner) + (SELECT sum(length(keys)) FROM owner_component) AS bytes",
      )
      .get() as { bytes: number };
    expect(bytes / count).toBeLessThan(11);
  });

  it("are divided into blocks again where a few changes make one too large", async () => {
    const { state } = stateWith(0);
    const put = (from: number, to: number): Promise<void> =>
      state.commit(
        Array.from({ length: to - from }, (_, index) => ({
          kind: "put",
          table: "owner",
          key: hash(from + index),
          value: component(index % 10),
        })),
      );
    await put(0, 4000);
    const before = blocks();
    for (let from = 4000; from < 12_000; from += 100) await put(from, from + 100);
    expect(blocks()).toBeGreaterThan(before * 1.5);
    const sizes = [...new OwnerBlocks(connection).from(1, Buffer.alloc(0))].map(({ keys }) => keys.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(12_000);
  });

  it("of a damaged block belong to nobody, and those of the others are what they were", async () => {
    const { owners, state } = stateWith(0);
    const keys = Array.from({ length: 500 }, (_, number) => hash(number));
    await state.commit(keys.map((key) => ({ kind: "put", table: "owner", key, value: component(1) })));
    const place = Math.floor(blocks() / 2);
    const row = connection.statement("SELECT key, value FROM owner ORDER BY key LIMIT 1 OFFSET ?").get(place) as {
      key: Uint8Array;
      value: Uint8Array;
    };
    row.value[10] = (row.value[10] as number) ^ 1;
    connection.statement("UPDATE owner SET value = ? WHERE key = ?").run(row.value, row.key);
    expect(owners.problems()).toEqual(["1 block of owners cannot be read"]);
    const lost = (await state.read("owner", keys)).flatMap((found, index) => (found === undefined ? [index] : []));
    expect(lost.length).toBeGreaterThan(10);
    expect(lost.length).toBeLessThan(100);
    await state.commit(
      lost.map((index) => ({ kind: "put", table: "owner", key: keys[index] as Uint8Array, value: component(2) })),
    );
    expect(owners.problems()).toEqual([]);
    expect((await state.read("owner", keys)).map(textOf)).toEqual(
      keys.map((_, index) => textOf(component(lost.includes(index) ? 2 : 1))),
    );
  });

  it("whose components' keys are damaged belong to nobody, until they are claimed again", async () => {
    const { owners, state } = stateWith(0);
    const put: Change = { kind: "put", table: "owner", key: hash(1), value: component(1) };
    await state.commit([record(component(1)), put]);
    connection.statement("UPDATE owner_component SET keys = ?").run(Buffer.from("rubbish"));
    expect(owners.problems()).toEqual(["1 block of components that own something cannot be read"]);
    expect(await state.read("owner", [hash(1)])).toEqual([undefined]);
    expect(await state.page("owner", { prefix: Buffer.alloc(0), limit: 10 })).toEqual([]);
    await state.commit([put]);
    expect(await state.read("owner", [hash(1)])).toEqual([component(1)]);
    // A number that leads to another component is not relied on either.
    await state.commit([record(component(2)), { ...put, key: hash(2), value: component(2) }]);
    connection.statement("UPDATE component SET number = (SELECT max(number) FROM component)").run();
    await state.commit([{ ...put, key: hash(3) }]);
    await state.commit([{ kind: "delete", table: "component", key: component(1) }]);
    expect(await state.read("owner", [hash(2), hash(3)])).toEqual([component(2), undefined]);
  });

  it("of a cleared app leave nothing", async () => {
    const { state } = stateWith(0);
    await state.commit([record(component(1)), { kind: "put", table: "owner", key: hash(1), value: component(1) }]);
    await state.clear();
    for (const table of ["owner", "owner_component", "owner_journal", "component"])
      expect(connection.statement(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
  });
});
