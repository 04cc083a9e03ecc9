import { liveOn } from "../../../core/src/testing/crash/crash-process.ts";
import { sweepOn } from "../../../core/src/testing/crash/crash-sweep.ts";
import { openNeo4jTarget } from "./crash-target.ts";

// A process of its own that lives, or sweeps, on in a folder.
const [mode = "", folder = "", seed = ""] = process.argv.slice(2);
const [, stride] = mode.split("/"); // "lives", or "sweep/1"
if (stride !== undefined) await sweepOn(folder, Number(seed), Number(stride), openNeo4jTarget);
else await liveOn(folder, Number(seed), openNeo4jTarget, () => undefined); // a power cut takes from the store alone
