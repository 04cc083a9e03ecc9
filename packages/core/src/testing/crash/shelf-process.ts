import path from "node:path";
import { liveOn } from "./crash-process.ts";
import { sweepOn } from "./crash-sweep.ts";
import type { OpenCrashTarget } from "./crash-target.ts";
import { openFilesTarget } from "./files-target.ts";
import type { Random } from "./random.ts";
import { shelfTarget } from "./shelf-target.ts";
import { SqliteStorage } from "./sqlite-storage.ts";
import { SyncedDatabase } from "./synced-database.ts";
import { SyncedFolder } from "./synced-files.ts";

// A process of its own that lives, or sweeps, on in a folder: with files or a database as the target.
const [kind = "", mode = "", folder = "", seed = ""] = process.argv.slice(2);

const openSqliteTarget: OpenCrashTarget = async (data, instants) => {
  const storage = new SqliteStorage(path.join(data, "target"), instants);
  return shelfTarget(kind, storage, path.join(data, "log.txt"), (what) => instants.pass(what));
};
const open = kind === "files" ? openFilesTarget : openSqliteTarget;

function cutPower(random: Random): void {
  const target = path.join(folder, "data", "target");
  if (kind === "files") new SyncedFolder(target).cutPower(random);
  else new SyncedDatabase(path.join(target, "target.db")).cutPower(random);
}

const [, stride] = mode.split("/"); // "lives", or "sweep/1"
if (stride !== undefined) await sweepOn(folder, Number(seed), Number(stride), open);
else await liveOn(folder, Number(seed), open, cutPower);
