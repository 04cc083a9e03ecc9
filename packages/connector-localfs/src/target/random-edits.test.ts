import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { mountFiles } from "../testing/mount-files.ts";
import { TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";

let tree: TemporaryTree;
beforeEach(() => {
  tree = new TemporaryTree();
});

/** Numbers that are the same each time for one seed (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const folders = ["", "a/", "a/b/", "a/b/c/", "d/", "d/e/"];

describe("after any edits the folder is what one run from nothing would have made, beside the user's files", () => {
  it.each([1, 2, 3, 4, 5, 6])("seed %i", async (seed) => {
    const below = randomNumbers(seed);
    const test = new TargetApp(tree);
    const mine: Record<string, string> = {};
    let files: Record<string, string> = {};
    for (let step = 0; step < 12; step++) {
      for (let edit = below(6); edit >= 0; edit--) {
        const path = `${folders[below(folders.length)]}${below(4)}.txt`;
        if (below(3) === 0) delete files[path];
        else files[path] = `${below(3)}`;
      }
      if (below(4) === 0) files = {};
      if (below(3) === 0) {
        const path = `${folders[below(folders.length)]}mine-${below(3)}.txt`;
        mkdirSync(dirname(`${test.out}/${path}`), { recursive: true });
        writeFileSync(`${test.out}/${path}`, "mine");
        mine[path] = "mine";
      }
      await test.succeed(mountFiles(files), { fullReprocess: below(5) === 0 });
      expect(test.content(), `step ${step}`).toEqual({ ...files, ...mine });
    }
    await test.drop();
    expect(test.content()).toEqual(mine);
    if (Object.keys(mine).length === 0) expect(existsSync(test.out)).toBe(false);
  });
});
