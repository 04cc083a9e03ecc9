import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { file } from "../file/single-file.ts";
import { eachOf, OUT, TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { withoutRootRights } from "../testing/without-root-rights.ts";
import { mountDirectory } from "./mount-directory.ts";

let tree: TemporaryTree;
let test: TargetApp;
beforeEach(() => {
  tree = new TemporaryTree();
  test = new TargetApp(tree);
  mkdirSync(test.out);
  mkdirSync(tree.at("elsewhere"));
});

const mirror = (files: Readonly<Record<string, string>>) => async (): Promise<void> => {
  const out = await mountDirectory(OUT);
  await eachOf(files, (text, name) => out.declareFile(name, text));
};
const elsewhere = (): string[] => readdirSync(tree.at("elsewhere"));

describe("nothing is written or removed outside of the root", () => {
  it("by a path", async () => {
    const main = mirror({ "../x": "1", "/x": "1", "a/../../x": "1", "a.txt": "1" });
    expect(await test.failures(main)).toEqual(Array.from({ length: 3 }, () => "LOCALFS_OUTSIDE_ROOT"));
    expect(test.content()).toEqual({ "a.txt": "1" });
  });

  it("through a link to a folder, which fails its component alone", async () => {
    symlinkSync(tree.at("elsewhere"), `${test.out}/link`);
    symlinkSync("../elsewhere", `${test.out}/relative`);
    const main = mirror({ "link/a": "1", "link/deep/er/a": "1", "relative/a": "1", "b.txt": "2" });
    expect(await test.failures(main)).toEqual(Array.from({ length: 3 }, () => "LOCALFS_OUTSIDE_ROOT"));
    expect(elsewhere()).toEqual([]);
    expect(test.content()["b.txt"]).toBe("2");
  });

  it("through a link that took a folder's place after a run", async () => {
    await test.succeed(mirror({ "a/b.txt": "1" }));
    renameSync(`${test.out}/a`, tree.at("moved"));
    tree.write("elsewhere/b.txt", "mine");
    symlinkSync(tree.at("elsewhere"), `${test.out}/a`);
    expect(await test.failures(mirror({ "a/b.txt": "2" }))).toEqual(["LOCALFS_OUTSIDE_ROOT"]);
    expect(await test.failures(mirror({}))).toEqual([]);
    expect(test.content(tree.at("elsewhere"))).toEqual({ "b.txt": "mine" });
  });

  // skipped: elsewhere than on Linux Node has nothing that works in an open folder; the path is checked just before.
  it.runIf(process.platform === "linux")("through a link that is put there while the files are written", async () => {
    // Every name is a folder at one moment and a link at the next, all through the run.
    let going = true;
    const names = Array.from({ length: 8 }, (_, index) => `f${index}`);
    const flip = async (): Promise<void> => {
      for (let turn = 0; going; turn++) {
        for (const name of names) {
          rmSync(`${test.out}/${name}`, { recursive: true, force: true });
          if ((turn & 1) === 0) symlinkSync(tree.at("elsewhere"), `${test.out}/${name}`);
          else mkdirSync(`${test.out}/${name}`);
          await new Promise(setImmediate);
        }
      }
    };
    const flipping = flip();
    for (let run = 0; run < 5; run++) {
      await test.run(mirror(Object.fromEntries(names.map((name) => [`${name}/x/a.txt`, String(run)]))));
    }
    going = false;
    await flipping;
    expect(elsewhere()).toEqual([]);
  });

  it("while a link within the root may be followed, and the root itself be one", async () => {
    mkdirSync(`${test.out}/real`);
    symlinkSync("real", `${test.out}/link`);
    renameSync(test.out, tree.at("elsewhere/out"));
    symlinkSync("elsewhere/out", test.out);
    await test.succeed(mirror({ "link/a.txt": "1", "b.txt": "2" }));
    expect(test.content(tree.at("elsewhere/out"))).toEqual({ "b.txt": "2", link: "-> real", "real/a.txt": "1" });
    await test.drop();
    expect(test.content(tree.at("elsewhere/out"))).toEqual({ link: "-> real", real: "folder" });
  });
});

describe("one bad file fails its own component alone (T7)", () => {
  it.each([
    ["a name too long for the file system", "LOCALFS_TARGET_PATH", `${"x".repeat(300)}.txt`],
    ["a file where a folder must be", "LOCALFS_PATH_BLOCKED", "file/in/it.txt"],
    ["a link that leads nowhere", "LOCALFS_WRITE_FAILED", "nowhere/a.txt"],
    ["a link in a circle", "LOCALFS_WRITE_FAILED", "circle/a.txt"],
  ])("%s", async (_, code, bad) => {
    writeFileSync(`${test.out}/file`, "mine");
    symlinkSync("missing", `${test.out}/nowhere`);
    symlinkSync("circle", `${test.out}/circle`);
    const good = Object.fromEntries(Array.from({ length: 20 }, (__, index) => [`good/${index}.txt`, "1"]));
    const main = mirror({ ...good, [bad]: "1" });
    expect(await test.failures(main)).toEqual([code]);
    expect(test.content()).toMatchObject(good);
    expect(readdirSync(test.out).filter((name) => name.endsWith("tmp"))).toEqual([]);
    expect(await test.failures(main)).toEqual([code]);
  });

  it("a folder without the right to write; the next run goes on", async () => {
    mkdirSync(`${test.out}/closed`, { mode: 0o555 });
    const closed = new TargetApp(tree, "Closed");
    const main = mirror({ "open/a.txt": "1", "closed/a.txt": "2" });
    for (const path of [tree.root, test.out]) chmodSync(path, 0o777);
    expect(await withoutRootRights(() => closed.failures(main))).toEqual(["LOCALFS_NOT_WRITABLE"]);
    chmodSync(`${test.out}/closed`, 0o777);
    await withoutRootRights(() => closed.succeed(main));
    expect(closed.content()).toEqual({ "open/a.txt": "1", "closed/a.txt": "2" });
  });

  it("a file of ours where a folder must be now: the run after that finds its place", async () => {
    await test.succeed(mirror({ a: "1" }));
    expect(await test.failures(mirror({ "a/b": "2" }))).toEqual(["LOCALFS_PATH_BLOCKED"]);
    await test.succeed(mirror({ "a/b": "2" }));
    expect(test.content()).toEqual({ "a/b": "2" });
    expect(await test.failures(mirror({ a: "3" }))).toEqual(["LOCALFS_FILE_EXISTS"]);
    await test.succeed(mirror({ a: "3" }));
    expect(test.content()).toEqual({ a: "3" });
  });

  it("a copied file that changes before it is written is not written half", async () => {
    tree.write("source", Buffer.alloc(3_000_000, "a"));
    const main = (late: () => void) => async (): Promise<void> => {
      const out = await mountDirectory(OUT);
      await eachOf({ "b.txt": 1, copy: 2 }, async (_, name) => {
        if (name === "b.txt") return out.declareFile(name, "2");
        await out.declareFile(name, file(tree.root, "source"));
        late();
      });
    };
    expect(await test.failures(main(() => tree.write("source", Buffer.alloc(3_000_000, "b"))))).toEqual([
      "LOCALFS_SOURCE_CHANGED",
    ]);
    expect(test.content()).toEqual({ "b.txt": "2" });
    await test.succeed(main(() => undefined));
    expect(test.content()["copy"]).toBe("b".repeat(3_000_000));
  });

  it("a folder that cannot be removed: its file goes, other deletions go on, and the failure is said", async () => {
    chmodSync(tree.root, 0o777);
    chmodSync(test.out, 0o777);
    await withoutRootRights(async () => {
      const own = new TargetApp(tree, "Own");
      await own.succeed(mirror({ "a/b/c.txt": "1", "d/e.txt": "2" }));
      chmodSync(`${test.out}/a`, 0o555);
      await own.succeed(mirror({}));
      expect(own.log).toEqual([expect.stringMatching(/Could not remove .*out\/a\/b: permission denied/)]);
      chmodSync(`${test.out}/a`, 0o755);
    });
    expect(test.content()).toEqual({ "a/b": "folder" });
  });
});
