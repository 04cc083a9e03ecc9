// Brings the table up to date with a folder and says what it took: node update.ts FOLDER
import { app } from "../main.ts";

const [dir = ""] = process.argv.slice(2);
const report = await app.update({ failures: "report", params: { dir } });
const embedded = report.stats.counters["texts embedded"] ?? 0;
console.log(JSON.stringify({ status: report.status, embedded }));
