// Brings the table up to date with a folder and says what it took: node update.ts FOLDER RULES
import { app } from "../main.ts";

const [dir = "", rules = ""] = process.argv.slice(2);
const { stats, status } = await app.update({ failures: "report", params: { dir, rules } });
const { ran = 0, unchanged = 0 } = stats.components["checkFile"] ?? {};
const { ran: checked = 0, hits: remembered = 0 } = stats.functions["checkRule"] ?? {};
const { written = 0, deleted = 0 } = stats.targets["sqlite rows of rules_db"] ?? {};
console.log(JSON.stringify({ status, ran, unchanged, checked, remembered, written, deleted }));
