import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, it } from "vitest";
import { openStateStore } from "../open-state-store.ts";
import { layoutVersion, migrate, migrations } from "./index.ts";

it("a store without a place for states gets one, and keeps what it holds", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-layout-"));
  const file = path.join(folder, "state.db");
  const key = Buffer.from("key");
  try {
    const old = new SqliteDatabase(file);
    old.pragma("application_id = 0x636f636f");
    migrate(old, migrations.slice(0, 1));
    old.exec("INSERT INTO app (name) VALUES ('App')");
    old.prepare("INSERT INTO component (app, key, value) VALUES (1, ?, ?)").run(key, Buffer.from("record"));
    expect(layoutVersion(old)).toBe(1);
    old.close();

    const store = await openStateStore({ path: file });
    const app = await store.app("App");
    expect(await app.read("component", [key])).toEqual([Buffer.from("record")]);
    expect(await app.read("componentState", [key])).toEqual([undefined]);
    await app.commit([{ kind: "put", table: "componentState", key, value: Buffer.from("state") }]);
    expect(await app.read("componentState", [key])).toEqual([Buffer.from("state")]);
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
