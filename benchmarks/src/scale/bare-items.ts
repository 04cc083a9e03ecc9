// The lower bound for unchanged items: a script that reads what is stored of each in the order of its source, a statement
// for all of them, and compares keys and versions as both go on.
import path from "node:path";
import Database from "better-sqlite3";
import { report, task } from "../measure/program.ts";
import { itemPath, itemVersion } from "./item-source.ts";
import type { ScaleTask } from "./scale-task.ts";

/** About as much as the rows and the memo of an item take. */
const RECORD_BYTES = 200;

const { items, state } = task<ScaleTask>();
const database = new Database(path.join(state, "bare.db"));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;
  CREATE TABLE IF NOT EXISTS item (path TEXT PRIMARY KEY, version TEXT, record BLOB) WITHOUT ROWID;`);
const stored = database.prepare("SELECT path, version, record FROM item ORDER BY path").raw().iterate();
const changed: [string, string][] = [];
let unchanged = 0;
for (let index = 0, at = stored.next(); index < items; index++) {
  const [name, version] = [itemPath(index), itemVersion(index)];
  const row = at.done === true ? undefined : (at.value as [string, string, Buffer]);
  if (row?.[0] === name && row[1] === version) unchanged += 1;
  else changed.push([name, version]);
  if (row?.[0] === name) at = stored.next();
}
const put = database.prepare("INSERT OR REPLACE INTO item VALUES (?, ?, ?)");
const record = Buffer.alloc(RECORD_BYTES, 1);
const putAll = database.transaction(() => {
  for (const [name, version] of changed) put.run(name, version, record);
});
stored.return?.();
putAll();
database.close();
report({ unchanged });
