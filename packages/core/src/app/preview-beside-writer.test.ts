import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IdGenerator, inspect, mount, mountEach, onSettled, subpath, useState, type UpdatePlan } from "../index.ts";
import { openStateStore } from "../store/index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("preview-beside-writer");
});
afterEach(() => test.dispose());

const row = wrap("preview-beside-writer/row", { memo: true }, async (text: string, table: MemoryTable) => {
  table.declare(text, await new IdGenerator().next(text));
});
const main = (...texts: string[]) => {
  return async () => {
    const table = await database.mountTable("t");
    useState("runs", 0).value += 1;
    await mountEach(subpath("rows"), new Map(texts.map((text) => [text, text])), row, table);
  };
};
const changesOf = ({ changes }: UpdatePlan): string[] =>
  changes.map(({ change, path: target }) => `${change} ${String(target.at(-1))}`).sort();
const EXPECTED = ["create c", "delete b"];

/** What the files of the store are, byte for byte; those that SQLite makes for whoever opens it are left out. */
function contentOf(): [string, string][] {
  const names = readdirSync(test.folder).filter((name) => !name.endsWith("-shm"));
  const files = names.sort().map((name): [string, Buffer] => [name, readFileSync(path.join(test.folder, name))]);
  return files.flatMap(([name, bytes]) =>
    bytes.length === 0 ? [] : [[name, createHash("sha256").update(bytes).digest("hex")]],
  );
}

describe("a preview beside a writer (T9, R5)", () => {
  it("needs no lock: it plans while somebody else has it", async () => {
    await test.succeed(main("a", "b"));
    const writer = await openStateStore({ path: test.storePath });
    const lock = await writer.lock();
    try {
      await expect(test.run(main("a", "c"))).rejects.toMatchObject({ name: "StoreLockedError" });
      expect(changesOf(await test.define(main("a", "c")).preview())).toEqual(EXPECTED);
    } finally {
      await lock.release();
      await writer.close();
    }
  });

  it("needs none while another environment updates the app, and plans on what that has written so far", async () => {
    await test.succeed(main("a", "b"));
    const plans: string[][] = [];
    await test.succeed(async () => {
      await main("a", "b")();
      plans.push(changesOf(await test.define(main("a", "c")).preview()));
      const handle = await mount(subpath("more"), row, "d", await database.mountTable("u"));
      await handle.ready();
      onSettled(async () => plans.push(changesOf(await test.define(main("a", "c")).preview())));
    });
    expect(plans).toEqual([EXPECTED, [...EXPECTED, "delete u"]]);
  });

  it("leaves the store as it was, to the byte", async () => {
    await test.succeed(main("a", "b"));
    const before = contentOf();
    expect(changesOf(await test.define(main("a", "c")).preview())).toEqual(EXPECTED);
    await test.define(main("a", "c")).preview({ run: false });
    await test.define(main("a", "c")).preview({ fullReprocess: true });
    expect(contentOf()).toEqual(before);
    await test.succeed(main("a", "c"));
    expect(database.rows("t")).toEqual({ a: 1, c: 3 });
  });

  it("makes no store where there is none yet", async () => {
    expect(changesOf(await test.define(main("a")).preview())).toEqual(["create a", "create t"]);
    expect(contentOf()).toEqual([]);
    await expect(inspect(test.storePath)).rejects.toMatchObject({ name: "StoreNotFoundError" });
  });
});
