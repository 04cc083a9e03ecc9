import { chmodSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { Readable } from "node:stream";
import { beforeEach, describe, expect, it } from "vitest";
import { file } from "../file/single-file.ts";
import { eachOf, OUT, TargetApp } from "../testing/target-app.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { mountDirectory } from "./mount-directory.ts";

let tree: TemporaryTree;
let test: TargetApp;
beforeEach(() => {
  tree = new TemporaryTree();
  test = new TargetApp(tree);
});

describe("content", () => {
  it("is text, bytes, streams of both kinds, and copies of files", async () => {
    const large = Buffer.alloc(3_000_000, "0123456789");
    tree.write("source.bin", large);
    async function* parts(): AsyncGenerator<string | Uint8Array> {
      yield "grün, ";
      yield Buffer.from("blau");
    }
    const main = async (): Promise<void> => {
      const out = await mountDirectory(OUT);
      out.declareFile("text", "grün\r\n");
      out.declareFile("bytes", Uint8Array.of(0, 255, 10));
      await out.declareFile("web", new Response("from the web").body as ReadableStream<Uint8Array>);
      await out.declareFile("node", Readable.from([Buffer.from("from "), Buffer.from("node")]));
      await out.declareFile("generator", parts());
      await out.declareFile("large", Readable.from([large.subarray(0, 2_000_000), large.subarray(2_000_000)]));
      await out.declareFile("copy", file(tree.root, "source.bin"));
    };
    await test.succeed(main);
    const read = (name: string): Buffer => readFileSync(`${test.out}/${name}`);
    expect(read("text").toString()).toBe("grün\r\n");
    expect([...read("bytes")]).toEqual([0, 255, 10]);
    expect(["web", "node", "generator"].map((name) => read(name).toString())).toEqual([
      "from the web",
      "from node",
      "grün, blau",
    ]);
    expect(read("large").equals(large)).toBe(true);
    expect(read("copy").equals(large)).toBe(true);
    const { stats } = await test.succeed(main);
    expect(stats.targets).toEqual({});
  });

  it("that a broken stream gives half of is not written", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield "half";
      throw new Error("the line went dead");
    }
    const main = (text: AsyncIterable<string> | string) => async (): Promise<void> => {
      const out = await mountDirectory(OUT);
      await eachOf({ one: text }, (content) => out.declareFile("a.txt", content as AsyncIterable<string>));
    };
    await test.succeed(main("whole"));
    expect(await test.failures(main(broken()))).toEqual([new Error("the line went dead")]);
    expect(test.content()).toEqual({ "a.txt": "whole" });
  });

  it.each([
    ["half of a surrogate pair", "a\ud800"],
    ["a number", 1],
    ["nothing", null],
    ["a stream of numbers", Readable.from([1, 2])],
  ])("of another kind is refused: %s", async (_, content) => {
    const main = async (): Promise<void> => {
      await (await mountDirectory(OUT)).declareFile("a", content as never);
    };
    expect(await test.failures(main)).toEqual(["LOCALFS_CONTENT"]);
  });

  it("that changes in the caller's hands after it was declared does not", async () => {
    const bytes = Buffer.from("before");
    await test.succeed(async () => {
      const out = await mountDirectory(OUT);
      out.declareFile("a", bytes);
      bytes.write("after!");
    });
    expect(test.content()).toEqual({ a: "before" });
  });
});

describe("mode", () => {
  const main =
    (mode?: number, text = "#!/bin/sh\n") =>
    async (): Promise<void> =>
      (await mountDirectory(OUT)).declareFile("run.sh", text, mode === undefined ? {} : { mode });
  const stats = () => statSync(`${test.out}/run.sh`, { bigint: true });
  const bits = (): number => Number(stats().mode) & 0o777;

  it("is exactly the declared one, and changes without the file being written", async () => {
    await test.succeed(main(0o755));
    expect(bits()).toBe(0o755);
    const before = stats();
    await test.succeed(main(0o600));
    expect(bits()).toBe(0o600);
    expect([stats().ino, stats().mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    await test.succeed(main());
    expect(bits()).toBe(0o666 & ~process.umask());
  });

  it("that is not declared is left as the user set it, also when the file is written anew", async () => {
    await test.succeed(main());
    chmodSync(`${test.out}/run.sh`, 0o700);
    await test.succeed(main(undefined, "other"));
    expect(test.content()).toEqual({ "run.sh": "other" });
    expect(bits()).toBe(0o700);
  });

  it("is refused where it is none", async () => {
    expect(await test.failures(main(0o1777))).toEqual(["LOCALFS_OPTIONS"]);
  });

  it("does not reach through a link that has taken the file's place", async () => {
    await test.succeed(main(0o644));
    tree.write("private", "secret");
    chmodSync(tree.at("private"), 0o600);
    rmSync(`${test.out}/run.sh`);
    symlinkSync(tree.at("private"), `${test.out}/run.sh`);
    await test.succeed(main(0o777));
    expect(statSync(tree.at("private")).mode & 0o777).toBe(0o600);
    expect(test.content()).toEqual({ "run.sh": "#!/bin/sh\n" });
  });
});
