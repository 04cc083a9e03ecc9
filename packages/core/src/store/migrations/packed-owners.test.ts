import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ByteWriter } from "../../internal/byte-writer.ts";
import { openStateStore } from "../open-state-store.ts";
import { migrate, migrations } from "./index.ts";

const APPS = ["One", "Two"];
const COMPONENTS = 200;
const STATES = 5000;
const componentKey = (app: number, number: number): Buffer => Buffer.from(`app ${app}, notes/note-${1000 + number}.md`);
const stateKey = (number: number): Buffer => {
  const key = Buffer.alloc(8);
  key.writeUInt32BE(Math.imul(number, 2_654_435_761) >>> 0);
  key.writeUInt32BE(number, 4);
  return key;
};

describe("owners that stood in a row each", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "coco-layout-"));
    file = path.join(folder, "state.db");
    const old = new SqliteDatabase(file);
    old.pragma("application_id = 0x636f636f");
    migrate(old, migrations.slice(0, 3));
    const record = old.prepare("INSERT INTO component (app, key, value) VALUES (?, ?, ?)");
    const component = old.prepare("INSERT INTO owner_component (number, app, key) VALUES (?, ?, ?)");
    const owner = old.prepare("INSERT INTO owner (app, key, component) VALUES (?, ?, ?)");
    old.transaction(() => {
      for (const [index, name] of APPS.entries()) {
        const app = index + 1;
        old.prepare("INSERT INTO app (name) VALUES (?)").run(name);
        for (let number = 0; number < COMPONENTS; number++) {
          record.run(app, componentKey(app, number), Buffer.from(`record ${number}`));
          // Numbers of both apps in turn, and the last component owns nothing.
          if (number < COMPONENTS - 1) component.run(1 + number * 2 + index, app, componentKey(app, number));
        }
        for (let number = 0; number < STATES; number++)
          owner.run(app, stateKey(number), 1 + (number % (COMPONENTS - 1)) * 2 + index);
      }
    })();
    const journal = new ByteWriter();
    journal.start();
    for (const [key, number] of [
      [stateKey(7), 0],
      [stateKey(8), 1],
      [stateKey(STATES), 3],
    ] as const) {
      journal.bytes(key);
      journal.count(number);
    }
    old.prepare("INSERT INTO owner_journal (app, entries) VALUES (1, ?)").run(journal.finish());
    old.close();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are found in blocks, with what waited in the journal, in each app", async () => {
    const store = await openStateStore({ path: file });
    const keys = Array.from({ length: STATES + 1 }, (_, number) => stateKey(number));
    for (const [index, name] of APPS.entries()) {
      const app = index + 1;
      const expected = keys.map((_, number) => componentKey(app, number % (COMPONENTS - 1)));
      const found = await (await store.app(name)).read("owner", keys);
      const changed: Record<number, Buffer | undefined> =
        app === 1 ? { 7: undefined, 8: componentKey(1, 0), [STATES]: componentKey(1, 1) } : { [STATES]: undefined };
      for (const [number, key] of expected.entries())
        expect(found[number], String(number)).toEqual(number in changed ? changed[number] : key);
    }
    expect(await store.check()).toEqual([]);
    await store.close();
  });

  it("leave the records as they are, and components keep their owners when they claim more, or go", async () => {
    const store = await openStateStore({ path: file });
    const app = await store.app("One");
    const records = await app.page("component", { prefix: Buffer.alloc(0), limit: 1000 });
    expect(records).toEqual(
      Array.from({ length: COMPONENTS }, (_, number) => ({
        key: componentKey(1, number),
        value: Buffer.from(`record ${number}`),
      })),
    );
    const last = componentKey(1, COMPONENTS - 1);
    await app.commit([
      { kind: "delete", table: "component", key: componentKey(1, 5) },
      { kind: "put", table: "owner", key: stateKey(20_000), value: last },
      { kind: "put", table: "owner", key: stateKey(20_001), value: componentKey(1, 6) },
    ]);
    const asked = [5, 6, 20_000, 20_001].map(stateKey);
    expect(await app.read("owner", asked)).toEqual([undefined, componentKey(1, 6), last, componentKey(1, 6)]);
    expect(await (await store.app("Two")).read("owner", [stateKey(5)])).toEqual([componentKey(2, 5)]);
    await store.close();
  });
});
