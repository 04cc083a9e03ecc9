import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, it } from "vitest";
import { openStateStore } from "../open-state-store.ts";
import { migrate, migrations } from "./index.ts";

it("owners that stood with their components' keys are found by number, in each app", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-layout-"));
  const file = path.join(folder, "state.db");
  try {
    const old = new SqliteDatabase(file);
    old.pragma("application_id = 0x636f636f");
    migrate(old, migrations.slice(0, 2));
    old.exec("INSERT INTO app (name) VALUES ('One'), ('Two')");
    const insert = old.prepare("INSERT INTO owner (app, key, value) VALUES (?, ?, ?)");
    for (const [app, key, value] of [
      [1, "a", "first"],
      [1, "b", "second"],
      [1, "c", "first"],
      [2, "a", "other"],
    ] as const) {
      insert.run(app, Buffer.from(key), Buffer.from(value));
    }
    old.close();

    const store = await openStateStore({ path: file });
    const keys = ["a", "b", "c"].map((key) => Buffer.from(key));
    const texts = async (name: string): Promise<(string | undefined)[]> =>
      (await (await store.app(name)).read("owner", keys)).map((value) => value && Buffer.from(value).toString());
    expect(await texts("One")).toEqual(["first", "second", "first"]);
    expect(await texts("Two")).toEqual(["other", undefined, undefined]);
    expect(await store.check()).toEqual([]);
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
