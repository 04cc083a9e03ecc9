import { readFileSync } from "node:fs";
import path from "node:path";
import { folderDatabase } from "../folder-target.ts";
import { TestApp } from "../test-app.ts";
import { applyEdit, type Edit } from "./world-edits.ts";
import { CONTEXT, prepareTarget, programOf } from "./world-program.ts";
import { makeClean } from "./expected-contents.ts";
import { emptyWorld } from "./world.ts";

// A process of its own: brings a world up to date, and is killed before its n-th write (0: never). Prints the writes.
const [folder = "", edits = "", at = "0"] = process.argv.slice(2);
let writes = 0;
const onWrite = (): undefined => {
  writes += 1;
  if (writes === Number(at)) process.kill(process.pid, "SIGKILL");
};
const database = folderDatabase("world", path.join(folder, "target"));
database.fault = onWrite;
prepareTarget(database);
const world = emptyWorld();
for (const edit of JSON.parse(readFileSync(edits, "utf8")) as Edit[]) applyEdit(world, edit);
makeClean(world);
await new TestApp(folder).succeed(programOf({ world, database, ran: [], turns: () => 0, ordered: true }), {
  onCommit: onWrite,
  lifespan: (environment) => environment.provide(CONTEXT, world.context),
});
process.stdout.write(String(writes));
