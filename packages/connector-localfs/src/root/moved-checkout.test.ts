import { execFile } from "node:child_process";
import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { TemporaryTree } from "../testing/temporary-tree.ts";

const connector = new URL("../index.ts", import.meta.url).href;

const program = `
  import * as localfs from "${connector}";
  import { memoKey } from ${JSON.stringify(import.meta.resolve("@coco/connectorkit"))};
  async function main(root) {
    await null;
    for await (const file of localfs.walk(root)) return console.log(JSON.stringify(file[memoKey]()));
  }
  await main(process.argv[2] === "dirname" ? import.meta.dirname + "/../docs" : process.argv[2]);
`;

async function memoKeyIn(tree: TemporaryTree, folder: string, root: string, cwd = folder): Promise<unknown> {
  const run = await promisify(execFile)(process.execPath, [tree.at(`${folder}/src/main.mjs`), root], {
    cwd: tree.at(cwd),
  });
  return JSON.parse(run.stdout);
}

function checkout(): TemporaryTree {
  return new TemporaryTree({ "one/package.json": "{}", "one/src/main.mjs": program, "one/docs/a.md": "a" });
}

describe("the identity of a root folder", () => {
  it("is relative to the package of the application's file, so a moved checkout hits", async () => {
    const tree = checkout();
    const key = ["package:docs", "a.md"];
    expect(await memoKeyIn(tree, "one", "docs")).toEqual(key);
    expect(await memoKeyIn(tree, "one", "./docs/")).toEqual(key);
    expect(await memoKeyIn(tree, "one", "dirname")).toEqual(key);
    expect(await memoKeyIn(tree, "one", "../docs", "one/src")).toEqual(key);
    mkdirSync(tree.at("two"));
    renameSync(tree.at("one"), tree.at("two/moved"));
    expect(await memoKeyIn(tree, "two/moved", "docs")).toEqual(key);
    expect(await memoKeyIn(tree, "two/moved", "dirname")).toEqual(key);
  });

  it("does not resolve symbolic links: where one leads may change from machine to machine", async () => {
    const tree = checkout();
    tree.write("elsewhere/a.md", "a");
    symlinkSync(tree.at("elsewhere"), tree.at("one/linked"));
    expect(await memoKeyIn(tree, "one", "linked")).toEqual(["package:linked", "a.md"]);
  });

  it("is the package itself, or absolute outside it", async () => {
    const tree = checkout();
    tree.write("one..two/a.md");
    expect(await memoKeyIn(tree, "one", tree.at("one"))).toEqual(["package:.", "docs/a.md"]);
    expect(await memoKeyIn(tree, "one", "../one..two")).toEqual([`absolute:${tree.at("one..two")}`, "a.md"]);
  });

  it("is relative to the application's file where there is no package.json", async () => {
    const tree = checkout();
    tree.remove("one/package.json");
    tree.write("one/src/notes/a.md");
    expect(await memoKeyIn(tree, "one", "src/notes")).toEqual(["package:notes", "a.md"]);
  });

  it("is found through packages that call on the application's behalf", async () => {
    const tree = checkout();
    tree.write("one/node_modules/between/package.json", '{ "type": "module", "exports": "./index.js" }');
    tree.write("one/node_modules/between/index.js", "export const call = (f, root) => [root].map((r) => f(r))[0];");
    tree.write(
      "one/src/main.mjs",
      program
        .replace("localfs.walk(root)", "call(localfs.walk, root)")
        .replace("import *", 'import { call } from "between"; import *'),
    );
    expect(await memoKeyIn(tree, "one", "docs")).toEqual(["package:docs", "a.md"]);
  });
});
