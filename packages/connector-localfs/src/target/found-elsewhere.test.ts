import { cpSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { eachOf, OUT, TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { mountDirectory } from "./mount-directory.ts";
import type { OnExisting } from "./target-options.ts";

let tree: TemporaryTree;
let test: TargetApp;
beforeEach(() => {
  tree = new TemporaryTree();
  test = new TargetApp(tree);
});

const mirror = (files: Readonly<Record<string, string>>, onExisting?: OnExisting) => async (): Promise<void> => {
  const out = await mountDirectory(OUT, onExisting === undefined ? {} : { onExisting });
  await eachOf(files, (text, name) => out.declareFile(name, text));
};

const THEIRS = { "a.txt": "theirs", "b.txt": "theirs", "c.txt": "theirs" };

/** A folder of the user's, with files under the names of ours. */
function makeTheirs(): void {
  mkdirSync(tree.at("theirs"));
  for (const [name, text] of Object.entries(THEIRS)) writeFileSync(tree.at(`theirs/${name}`), text);
}

describe("a key that is pointed at another folder", () => {
  it("has no file of the user's there written or removed, says so, and goes on when pointed back", async () => {
    await test.succeed(mirror({ "a.txt": "1", "b.txt": "1" }));
    makeTheirs();
    test.outName = "theirs";
    // One changes, one is not declared any more, one comes, one comes where nothing stands.
    const changed = mirror({ "a.txt": "2", "c.txt": "1", "new.txt": "1" });
    for (const options of [{}, {}, { fullReprocess: true }]) {
      expect(await test.failures(changed, options)).toEqual(["LOCALFS_FILE_EXISTS", "LOCALFS_FILE_EXISTS"]);
      expect(test.content()).toEqual({ ...THEIRS, "new.txt": "1" });
    }
    test.outName = "out";
    await test.succeed(changed);
    expect(test.content()).toMatchObject({ "a.txt": "2", "c.txt": "1" });
  });

  it("has none removed when nothing is declared any more, nor when the app is dropped", async () => {
    await test.succeed(mirror({ "a.txt": "1", "b.txt": "1" }));
    makeTheirs();
    test.outName = "theirs";
    await test.succeed(mirror({ "b.txt": "1" }));
    await test.succeed(() => undefined);
    await test.drop();
    expect(test.content()).toEqual(THEIRS);
  });

  it("goes on in its own, moved or copied, and writes nothing for it", async () => {
    await test.succeed(mirror({ "a.txt": "1", "b.txt": "1", "c.txt": "1" }));
    renameSync(tree.at("out"), tree.at("moved"));
    test.outName = "moved";
    const { stats } = await test.succeed(mirror({ "a.txt": "1", "b.txt": "1", "c.txt": "1" }));
    expect(stats.targets).toEqual({});
    cpSync(tree.at("moved"), tree.at("copied"), { recursive: true });
    test.outName = "copied";
    for (const text of ["2", "3"]) await test.succeed(mirror({ "a.txt": text, "b.txt": "1" }));
    expect(test.content()).toEqual({ "a.txt": "3", "b.txt": "1" });
    expect(test.content(tree.at("moved"))).toEqual({ "a.txt": "1", "b.txt": "1", "c.txt": "1" });
  });
});
