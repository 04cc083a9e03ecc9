import { liveOn } from "../../../core/src/testing/crash/crash-process.ts";
import { sweepOn } from "../../../core/src/testing/crash/crash-sweep.ts";
import { turbopufferTarget } from "./crash-target.ts";

// A process of its own that lives, or sweeps, on in a folder of the stand-in at an address.
const [url = "", mode = "", folder = "", seed = ""] = process.argv.slice(2);
const open = turbopufferTarget(url);
const [, stride] = mode.split("/"); // "lives", or "sweep/1"
if (stride !== undefined) await sweepOn(folder, Number(seed), Number(stride), open);
else await liveOn(folder, Number(seed), open, () => undefined); // a power cut takes from the store alone
