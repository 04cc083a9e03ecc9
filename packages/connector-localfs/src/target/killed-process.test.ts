import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { mountFiles } from "../testing/mount-files.ts";
import { TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { isTemporaryName } from "./temporary-name.ts";

type Files = Readonly<Record<string, string>>;

const PROGRAM = fileURLToPath(new URL("../testing/killed-program.ts", import.meta.url));
const AT_ONCE = 4;

const before: Files = { "a.txt": "1", "b/c.txt": "2", "gone/x.txt": "3" };
const edited: Files = { "a.txt": "one", "b/c.txt": "2", "new/deep/f.txt": "4", "bare/": "" };
const after: Files = { "b/c.txt": "two", "new/deep/f.txt": "five" };

/** Runs the program; gives the number of its changes, or nothing when it was killed. */
function update(folder: string, files: Files, killedBefore: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const args = ["--conditions=coco-source", PROGRAM, folder, JSON.stringify(files), String(killedBefore)];
    const env = { ...process.env, NODE_COMPILE_CACHE: tree.at("compiled") };
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      if (error === null) resolve(Number(stdout));
      else if (error.signal === "SIGKILL") resolve(undefined);
      else reject(new Error(stderr));
    });
  });
}

let tree: TemporaryTree;
beforeEach(() => {
  tree = new TemporaryTree();
});

/** What the folder would hold had there been one run only, beside what the user put there. */
async function fromScratch(files: Files): Promise<Record<string, string>> {
  const other = new TargetApp({ root: tree.root, at: (path) => tree.at(`scratch/${path}`) });
  tree.write("scratch/x");
  await other.succeed(mountFiles(files));
  const content = other.content();
  await other.drop();
  return content;
}

type Check = (test: TargetApp, copy: () => TargetApp) => Promise<void>;

/** Kills a run from `start` to `files` before each of its changes, and hands the place to `check`. */
async function killEverywhere(start: Files, files: Files, check: Check): Promise<number> {
  const place = (name: string): TargetApp =>
    new TargetApp({ root: tree.at(name), at: (path) => tree.at(`${name}/${path}`) });
  const copy = (from: string, to: string): TargetApp => {
    cpSync(tree.at(from), tree.at(to), { recursive: true });
    return place(to);
  };
  tree.write("start/x");
  await place("start").succeed(mountFiles(start));
  writeFileSync(tree.at("start/out/mine.txt"), "mine");
  const total = (await update(copy("start", "whole").tree.root, files, 0)) ?? 0;
  for (let from = 1; from <= total; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, total - from + 1) }, (_, index) => String(from + index));
    await Promise.all(
      some.map(async (killedBefore) => {
        const test = copy("start", killedBefore);
        expect(await update(test.tree.root, files, Number(killedBefore))).toBeUndefined();
        await check(test, () => copy(killedBefore, `${killedBefore}-again`));
      }),
    );
  }
  return total;
}

describe("a process killed before any of its changes of the folder", { timeout: 240_000 }, () => {
  it("leaves every file whole, and is recovered from by the next run, whatever is wanted by then", async () => {
    const [same, other] = [await fromScratch(edited), await fromScratch(after)];
    const whole = [...Object.values(before), ...Object.values(edited), "mine", "folder"];
    let temporary = 0;
    const total = await killEverywhere(before, edited, async (test, copy) => {
      for (const [path, content] of Object.entries(test.content())) {
        if (isTemporaryName(path.slice(path.lastIndexOf("/") + 1))) temporary += 1;
        else expect(whole).toContain(content);
      }
      const second = copy();
      await test.succeed(mountFiles(edited));
      expect(test.content()).toEqual({ ...same, "mine.txt": "mine" });
      await test.drop();
      expect(test.content()).toEqual({ "mine.txt": "mine" });
      await second.succeed(mountFiles(after));
      expect(second.content()).toEqual({ ...other, "mine.txt": "mine" });
    });
    expect(total).toBeGreaterThan(8);
    expect(temporary).toBeGreaterThan(0);
  });

  it("leaves nothing behind of a first run that nobody repeats", async () => {
    await killEverywhere({}, edited, async (test) => {
      await test.drop();
      expect(test.content()).toEqual({ "mine.txt": "mine" });
    });
  });

  it("while it removes, is recovered from by the next run", async () => {
    await killEverywhere(before, {}, async (test) => {
      await test.succeed(mountFiles({}));
      expect(test.content()).toEqual({ "mine.txt": "mine" });
    });
  });
});
