import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fn } from "@coco/core";
import { beforeEach, describe, expect, it } from "vitest";
import { eachOf, OUT, TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { declareDirectory, declareFile } from "./declare-standalone.ts";
import type { DirectoryTarget } from "./directory-target.ts";
import { mountDirectory } from "./mount-directory.ts";

let tree: TemporaryTree;
let test: TargetApp;
beforeEach(() => {
  tree = new TemporaryTree();
  test = new TargetApp(tree);
});

/** A main function that keeps these files in the mounted folder, each in a component of its own. */
const mirror = (files: Readonly<Record<string, string>>) => async (): Promise<void> => {
  const out = await mountDirectory(OUT);
  await eachOf(files, (text, name) => out.declareFile(name, text));
};

describe("a mounted folder", () => {
  it("holds what is declared, at any depth", async () => {
    const files = { "a.txt": "1", "b/c.txt": "2", "b/d/e.txt": "3", empty: "" };
    await test.succeed(mirror(files));
    expect(test.content()).toEqual(files);
  });

  it("is followed: what changed is written, what is not declared any more is removed with the folders made for it", async () => {
    await test.succeed(mirror({ "a.txt": "1", "b/c.txt": "2", "b/d/e.txt": "3" }));
    const { stats } = await test.succeed(mirror({ "a.txt": "one", "b/c.txt": "2" }));
    expect(test.content()).toEqual({ "a.txt": "one", "b/c.txt": "2" });
    expect(existsSync(`${test.out}/b/d`)).toBe(false);
    expect(stats.targets).toEqual({ "files of out": { written: 1, deleted: 1 } });
  });

  it("is not touched when nothing changed", async () => {
    const main = mirror({ "a.txt": "1", "b/c.txt": "2" });
    await test.succeed(main);
    const before = ["a.txt", "b", "b/c.txt"].map((name) => statSync(`${test.out}/${name}`, { bigint: true }));
    const { stats } = await test.succeed(main);
    expect(stats.targets).toEqual({});
    const after = ["a.txt", "b", "b/c.txt"].map((name) => statSync(`${test.out}/${name}`, { bigint: true }));
    expect(after.map((one) => [one.ino, one.mtimeNs, one.ctimeNs])).toEqual(
      before.map((one) => [one.ino, one.mtimeNs, one.ctimeNs]),
    );
  });

  it("goes with its files when it is not mounted any more, and with the folders made above it", async () => {
    const inner = async (): Promise<void> => {
      const out = await mountDirectory(tree.at("out/x/y"));
      out.declareFile("a/b.txt", "1");
      out.declareDirectory("kept/empty");
    };
    await test.succeed(inner);
    expect(test.content()).toEqual({ "x/y/a/b.txt": "1", "x/y/kept/empty": "folder" });
    await test.succeed(() => undefined);
    expect(existsSync(test.out)).toBe(false);
  });

  it("goes with its files when the app is dropped", async () => {
    await test.succeed(mirror({ "a.txt": "1", "b/c.txt": "2" }));
    await test.drop();
    expect(existsSync(test.out)).toBe(false);
  });

  it("stays when it was there before, and so do the user's files and empty folders in it", async () => {
    mkdirSync(`${test.out}/mine/empty`, { recursive: true });
    mkdirSync(`${test.out}/guide`);
    writeFileSync(`${test.out}/mine/notes.txt`, "mine");
    await test.succeed(mirror({ "a.txt": "1", "guide/b.txt": "2", "mine/new/c.txt": "3" }));
    await test.drop();
    expect(test.content()).toEqual({ guide: "folder", "mine/empty": "folder", "mine/notes.txt": "mine" });
  });

  it("keeps what the user put into folders of ours", async () => {
    await test.succeed(mirror({ "a/b/c.txt": "1" }));
    writeFileSync(`${test.out}/a/mine.txt`, "mine");
    await test.succeed(() => undefined);
    expect(test.content()).toEqual({ "a/mine.txt": "mine" });
  });

  it("that the user manages must be there, and stays", async () => {
    const main = async (): Promise<void> => {
      const out = await mountDirectory(OUT, { managedBy: "user" });
      out.declareFile("a.txt", "1");
    };
    expect(await test.failures(main)).toEqual(["LOCALFS_ROOT_MISSING"]);
    mkdirSync(test.out);
    await test.succeed(main);
    expect(test.content()).toEqual({ "a.txt": "1" });
    await test.drop();
    expect(existsSync(test.out)).toBe(true);
    expect(test.content()).toEqual({});
  });

  it("that is gone is made anew with all its files, also those of components that would not run", async () => {
    const write = fn({ memo: true, deps: {}, name: "localfs-test/write" }, (out: DirectoryTarget, name: string) =>
      out.declareFile(name, `<${name}>`),
    );
    const main = async (): Promise<void> => {
      const out = await mountDirectory(OUT);
      await eachOf({ "a.txt": 1, "b/c.txt": 2 }, (_, name) => write(out, name));
    };
    await test.succeed(main);
    rmSync(test.out, { recursive: true });
    await test.succeed(main);
    expect(test.content()).toEqual({ "a.txt": "<a.txt>", "b/c.txt": "<b/c.txt>" });
    const { stats } = await test.succeed(main);
    expect(stats.targets).toEqual({});
  });

  it("must be a folder", async () => {
    tree.write("out", "a file");
    expect(await test.failures(mirror({ "a.txt": "1" }))).toEqual(["LOCALFS_ROOT_NOT_A_FOLDER"]);
  });

  it("is not made by a preview", async () => {
    await test.preview(mirror({ "a.txt": "1" }));
    expect(existsSync(test.out)).toBe(false);
  });
});

describe("declared folders", () => {
  it("exist while they are declared, also when they are empty", async () => {
    const main = (files: readonly string[]) => async (): Promise<void> => {
      const logs = (await mountDirectory(OUT)).declareDirectory("logs/today");
      for (const name of files) logs.declareFile(name, name);
    };
    await test.succeed(main(["a", "deep/b"]));
    expect(test.content()).toEqual({ "logs/today/a": "a", "logs/today/deep/b": "deep/b" });
    await test.succeed(main([]));
    expect(test.content()).toEqual({ "logs/today": "folder" });
    await test.succeed(async () => void (await mountDirectory(OUT)));
    expect(test.content()).toEqual({});
    expect(existsSync(`${test.out}/logs`)).toBe(false);
  });

  it("nest", async () => {
    const main = async (): Promise<void> => {
      const inner = (await mountDirectory(OUT)).declareDirectory("a").declareDirectory("b/c");
      inner.declareFile("d.txt", "1");
    };
    await test.succeed(main);
    expect(test.content()).toEqual({ "a/b/c/d.txt": "1" });
    await test.succeed(async () => void (await mountDirectory(OUT)));
    expect(test.content()).toEqual({});
  });

  it("that were there before stay with what the user put into them, or where the user manages them", async () => {
    for (const name of ["empty", "kept", "used"]) mkdirSync(`${test.out}/${name}`, { recursive: true });
    writeFileSync(`${test.out}/used/mine.txt`, "mine");
    const main = async (): Promise<void> => {
      const out = await mountDirectory(OUT);
      for (const name of ["empty", "used"]) out.declareDirectory(name).declareFile("b/c.txt", "1");
      out.declareDirectory("kept", { managedBy: "user" }).declareFile("b/c.txt", "1");
    };
    await test.succeed(main);
    await test.drop();
    expect(test.content()).toEqual({ kept: "folder", "used/mine.txt": "mine" });
  });

  it("become files, and files folders, at one path", async () => {
    const asFile = async (): Promise<void> => (await mountDirectory(OUT)).declareFile("x", "file");
    const asFolder = async (): Promise<void> => void (await mountDirectory(OUT)).declareDirectory("x");
    await test.succeed(asFile);
    await test.succeed(asFolder);
    expect(test.content()).toEqual({ x: "folder" });
    await test.succeed(asFile);
    expect(test.content()).toEqual({ x: "file" });
    await test.drop();
    expect(existsSync(test.out)).toBe(false);
  });
});

describe("single files and folders", () => {
  it("need nothing mounted, and leave nothing behind", async () => {
    await test.succeed(() => {
      declareFile(OUT, "a/b.txt", "1");
      declareFile(tree.at("out"), "c.txt", "2");
      declareDirectory(OUT, "d").declareFile("e.txt", "3");
    });
    expect(test.content()).toEqual({ "a/b.txt": "1", "c.txt": "2", "d/e.txt": "3" });
    await test.succeed(() => undefined);
    expect(existsSync(test.out)).toBe(false);
  });
});
