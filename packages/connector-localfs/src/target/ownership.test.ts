import { existsSync, statSync } from "node:fs";
import { mount, subpath } from "@coco/core";
import { beforeEach, describe, expect, it } from "vitest";
import { eachOf, OUT, TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { mountDirectory } from "./mount-directory.ts";

let test: TargetApp;
beforeEach(() => {
  test = new TargetApp(new TemporaryTree());
});

describe("who declares a file (T4)", () => {
  it("may change: it is neither removed nor written for it", async () => {
    const main =
      (...owners: string[]) =>
      async (): Promise<void> => {
        const out = await mountDirectory(OUT);
        await eachOf(Object.fromEntries(owners.map((owner) => [owner, owner])), () => out.declareFile("a/b.txt", "1"));
      };
    await test.succeed(main("m"));
    const before = statSync(`${test.out}/a/b.txt`, { bigint: true });
    for (const owner of ["z", "c", "m"]) {
      const { stats } = await test.succeed(main(owner));
      expect(stats.targets).toEqual({});
    }
    expect(statSync(`${test.out}/a/b.txt`, { bigint: true }).ctimeNs).toBe(before.ctimeNs);
    expect(await test.failures(main("x", "y"))).toHaveLength(1);
    await test.drop();
    expect(existsSync(test.out)).toBe(false);
  });

  it("may pass the folder on by closures and arguments, in any number of components", async () => {
    await test.succeed(async () => {
      const out = await mountDirectory(OUT);
      const inner = out.declareDirectory("inner");
      for (let index = 0; index < 300; index++) {
        await mount(subpath(index), () => inner.declareFile(`${index % 7}/${index}.txt`, String(index)));
      }
    });
    expect(Object.keys(test.content())).toHaveLength(300);
    await test.succeed(async () => void (await mountDirectory(OUT)));
    expect(test.content()).toEqual({});
    expect(existsSync(`${test.out}/inner`)).toBe(false);
  });
});
