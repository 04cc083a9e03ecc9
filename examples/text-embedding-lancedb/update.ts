// Run with `node update.ts [FOLDER]`: what `coco update main.ts` does, from code. What fails is said on standard error.
import { app } from "./main.ts";
import { countsOf } from "./progress/counts-of.ts";
import { describeCounts } from "./progress/describe-counts.ts";

const [dir] = process.argv.slice(2);
const report = await app.update({ failures: "report", params: dir === undefined ? {} : { dir } });
console.log(describeCounts(countsOf(report.stats)));
process.exitCode = report.status === "done" ? 0 : 1;
