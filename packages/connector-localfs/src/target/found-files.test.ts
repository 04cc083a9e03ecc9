import { linkSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { eachOf, OUT, TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { declareFile } from "./declare-standalone.ts";
import { mountDirectory } from "./mount-directory.ts";
import { OpenFolder } from "./open-folder.ts";
import { checkName, sameName } from "./place-file.ts";
import type { OnExisting } from "./target-options.ts";

let tree: TemporaryTree;
let test: TargetApp;
beforeEach(() => {
  tree = new TemporaryTree();
  test = new TargetApp(tree);
  mkdirSync(test.out);
});

const mirror = (files: Readonly<Record<string, string>>, onExisting?: OnExisting) => async (): Promise<void> => {
  const out = await mountDirectory(OUT, onExisting === undefined ? {} : { onExisting });
  await eachOf(files, (text, name) => out.declareFile(name, text));
};
const inode = (name: string): bigint => statSync(`${test.out}/${name}`, { bigint: true }).ino;

describe("a file of the user's at a declared path (T11)", () => {
  beforeEach(() => writeFileSync(`${test.out}/a.txt`, "mine"));

  it("fails its component alone, in every run, and is never written or removed", async () => {
    const main = mirror({ "a.txt": "ours", "b.txt": "2" });
    for (let run = 0; run < 3; run++) {
      expect(await test.failures(main, { fullReprocess: run === 2 })).toEqual(["LOCALFS_FILE_EXISTS"]);
      expect(test.content()).toEqual({ "a.txt": "mine", "b.txt": "2" });
    }
    expect(await test.failures(mirror({ "a.txt": "ours, changed" }))).toEqual(["LOCALFS_FILE_EXISTS"]);
    await test.drop();
    expect(test.content()).toEqual({ "a.txt": "mine" });
  });

  it("is left alone when it is not declared any more", async () => {
    await test.failures(mirror({ "a.txt": "mine" }));
    await test.succeed(mirror({}));
    expect(test.content()).toEqual({ "a.txt": "mine" });
  });

  it("that is moved away makes room", async () => {
    const main = mirror({ "a.txt": "ours" });
    await test.failures(main);
    rmSync(`${test.out}/a.txt`);
    await test.succeed(main);
    expect(test.content()).toEqual({ "a.txt": "ours" });
    await test.drop();
    expect(test.content()).toEqual({});
  });

  it("is adopted when that is said: not written while its content is the declared one, and ours from then on", async () => {
    const before = inode("a.txt");
    await test.succeed(mirror({ "a.txt": "mine" }, "adopt"));
    expect(inode("a.txt")).toBe(before);
    await test.succeed(mirror({ "a.txt": "ours" }));
    expect(test.content()).toEqual({ "a.txt": "ours" });
    await test.drop();
    expect(test.content()).toEqual({});
  });

  it("is adopted and written when its content is another", async () => {
    await test.succeed(mirror({ "a.txt": "ours" }, "adopt"));
    expect(test.content()).toEqual({ "a.txt": "ours" });
  });

  it("is replaced when that is said", async () => {
    const before = inode("a.txt");
    linkSync(`${test.out}/a.txt`, tree.at("kept.txt"));
    await test.succeed(mirror({ "a.txt": "mine" }, "replace"));
    expect(inode("a.txt")).not.toBe(before);
  });

  it("that is a link is not followed, whatever is said", async () => {
    rmSync(`${test.out}/a.txt`);
    tree.write("elsewhere.txt", "mine");
    symlinkSync(tree.at("elsewhere.txt"), `${test.out}/a.txt`);
    const target = `-> ${tree.at("elsewhere.txt")}`;
    expect(await test.failures(mirror({ "a.txt": "ours" }))).toEqual(["LOCALFS_FILE_EXISTS"]);
    expect(test.content()).toEqual({ "a.txt": target });
    await test.succeed(mirror({ "a.txt": "ours" }, "replace"));
    expect(test.content()).toEqual({ "a.txt": "ours" });
    expect(test.content(tree.root)["elsewhere.txt"]).toBe("mine");
  });

  it("that is a folder is never removed", async () => {
    mkdirSync(`${test.out}/d`);
    for (const how of ["error", "adopt", "replace"] as const) {
      const [code] = await test.failures(mirror({ d: "ours" }, how));
      expect(code).toBe(how === "error" ? "LOCALFS_FILE_EXISTS" : "LOCALFS_PATH_BLOCKED");
    }
    expect(test.content()).toEqual({ "a.txt": "mine", d: "folder" });
  });
});

describe("what the user does to files of ours", () => {
  const main = mirror({ "a.txt": "1", "b.txt": "2" });
  beforeEach(() => test.succeed(main));

  it("goes unnoticed until the file is declared differently", async () => {
    writeFileSync(`${test.out}/a.txt`, "edited");
    rmSync(`${test.out}/b.txt`);
    await test.succeed(main);
    expect(test.content()).toEqual({ "a.txt": "edited" });
    await test.succeed(mirror({ "a.txt": "3", "b.txt": "4" }));
    expect(test.content()).toEqual({ "a.txt": "3", "b.txt": "4" });
  });

  it("is undone by a full reprocess, which does not touch the files that are right", async () => {
    const before = inode("b.txt");
    writeFileSync(`${test.out}/a.txt`, "edited");
    await test.succeed(main, { fullReprocess: true });
    expect(test.content()).toEqual({ "a.txt": "1", "b.txt": "2" });
    expect(inode("b.txt")).toBe(before);
  });

  it("does not keep a file from being removed; a folder in its place stays", async () => {
    writeFileSync(`${test.out}/a.txt`, "edited");
    rmSync(`${test.out}/b.txt`);
    mkdirSync(`${test.out}/b.txt`);
    await test.succeed(mirror({}));
    expect(test.content()).toEqual({ "b.txt": "folder" });
  });

  it("by a lost state store is not repeated: files that nobody remembers are not taken over unasked", async () => {
    const other = new TargetApp(tree, "Other");
    expect(await other.failures(main)).toEqual(["LOCALFS_FILE_EXISTS", "LOCALFS_FILE_EXISTS"]);
    const before = inode("a.txt");
    await other.succeed(mirror({ "a.txt": "1", "b.txt": "changed" }, "adopt"));
    expect(test.content()).toEqual({ "a.txt": "1", "b.txt": "changed" });
    expect(inode("a.txt")).toBe(before);
  });
});

describe("a file that is declared in another way", () => {
  const alone = (): void => declareFile(OUT, "a.txt", "1");
  const mounted = mirror({ "a.txt": "1" });

  it("is one that this app did not write, for one run", async () => {
    await test.succeed(alone);
    expect(await test.failures(mounted)).toEqual(["LOCALFS_FILE_EXISTS"]);
    await test.succeed(mounted);
    expect(test.content()).toEqual({ "a.txt": "1" });
  });

  it("may be adopted in that run: then the former declaration does not remove it", async () => {
    await test.succeed(alone);
    const before = inode("a.txt");
    await test.succeed(mirror({ "a.txt": "1" }, "adopt"));
    await test.succeed(mounted);
    expect(inode("a.txt")).toBe(before);
    await test.succeed(mirror({}));
    expect(test.content()).toEqual({});
  });
});

describe("names that a file system takes for one", () => {
  it.each([
    ["upper and lower case", "Readme.md", "README.md"],
    ["ways to write an accent", "e\u0301.md", "\u00e9.md"],
  ])("are found: %s", (_, existing, declared) => {
    expect(sameName(["other", existing], declared)).toBe(existing);
    expect(sameName(["other"], declared)).toBeUndefined();
  });

  it("are an error that names both, where the file is found under another name", async () => {
    writeFileSync(`${test.out}/Readme.md`, "");
    const folder = await OpenFolder.root(test.out, false);
    await expect(checkName(folder, "README.md")).rejects.toMatchObject({
      code: "LOCALFS_NAME_COLLISION",
      message: expect.stringContaining('"Readme.md"'),
    });
    await folder.close();
  });

  it("are two files where they are two to the file system", async () => {
    await test.succeed(mirror({ "a.txt": "1", "A.txt": "2" }));
    expect(test.content()).toEqual({ "A.txt": "2", "a.txt": "1" });
  });
});
