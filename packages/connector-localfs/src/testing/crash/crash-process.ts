import path from "node:path";
import { liveOn } from "../../../../core/src/testing/crash/crash-process.ts";
import { sweepOn } from "../../../../core/src/testing/crash/crash-sweep.ts";
import { openFolderTarget } from "./crash-target.ts";
import { DurableTree } from "./durable-tree.ts";

// A process of its own that lives, or sweeps, on in a folder.
const [mode = "", folder = "", seed = ""] = process.argv.slice(2);
const target = path.join(folder, "data", "target");
const [, stride] = mode.split("/"); // "lives", or "sweep/1"
if (stride !== undefined) await sweepOn(folder, Number(seed), Number(stride), openFolderTarget(false));
else await liveOn(folder, Number(seed), openFolderTarget(true), (random) => new DurableTree(target).cutPower(random));
