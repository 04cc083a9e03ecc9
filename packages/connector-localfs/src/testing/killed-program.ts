// Run as a process of its own: `node killed-program.ts FOLDER FILES N`. Brings FOLDER/out up to date with FILES (JSON: contents
// by path) and is killed just before its Nth change of the file system beneath it. Prints how many there were, if it lives.
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { mountFiles } from "./mount-files.ts";
import { TargetApp } from "./target-app.ts";

const [folder = "", files = "{}", killedBefore = "0"] = process.argv.slice(2);
let changes = 0;

for (const name of ["chmod", "link", "mkdir", "open", "rename", "rm", "rmdir", "unlink"] as const) {
  const original = promises[name] as (...args: unknown[]) => unknown;
  const counted = (...args: unknown[]): unknown => {
    // Of what is opened, only a file that is made by it counts.
    if (name === "open" && args[1] !== "wx") return original(...args);
    changes += 1;
    if (changes === Number(killedBefore)) process.kill(process.pid, "SIGKILL");
    return original(...args);
  };
  Object.assign(promises, { [name]: counted });
}
syncBuiltinESMExports();

await new TargetApp({ root: folder, at: (path: string) => `${folder}/${path}` }).succeed(
  mountFiles(JSON.parse(files) as Record<string, string>),
);
console.log(changes);
