import { rmSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { pagesOf, openStateStore, type StoreTable } from "../../store/index.ts";
import { migrate, migrations } from "../../store/migrations/index.ts";

/** The tables that the first layout has. Each has the columns app, key and value; that of app memos counts users too. */
const FIRST_TABLES: readonly (readonly [StoreTable, string])[] = [
  ["component", "component"],
  ["functionMemo", "function_memo"],
  ["appMemo", "app_memo"],
  ["owner", "owner"],
  ["dependencySet", "dependency_set"],
  ["moduleDeclarations", "module_declarations"],
  ["setting", "setting"],
];

/** Writes what a store holds of an app into a file as the first version of the layout had it. */
export async function asOlderStore(from: string, app: string, to: string): Promise<void> {
  rmSync(to, { force: true });
  const old = new SqliteDatabase(to);
  old.pragma("page_size = 8192");
  old.pragma("journal_mode = WAL");
  old.pragma("application_id = 0x636f636f");
  migrate(old, migrations.slice(0, 1));
  const number = old.prepare("INSERT INTO app (name) VALUES (?)").run(app).lastInsertRowid;
  const store = await openStateStore({ path: from, readOnly: true });
  const state = await store.app(app);
  for (const [table, name] of FIRST_TABLES) {
    const users = table === "appMemo";
    const insert = old.prepare(
      `INSERT INTO ${name} (app, key, ${users ? "users, " : ""}value) VALUES (?, ?, ${users ? "1, " : ""}?)`,
    );
    for await (const page of pagesOf(state, table)) for (const { key, value } of page) insert.run(number, key, value);
  }
  await store.close();
  old.close();
}
