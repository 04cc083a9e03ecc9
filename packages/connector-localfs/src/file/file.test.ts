import { symlinkSync } from "node:fs";
import { fingerprint } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { itemsOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { walk } from "../walk/walk.ts";
import { file } from "./single-file.ts";

function only(content: string | Uint8Array) {
  const tree = new TemporaryTree({ "a.md": content });
  return { tree, a: file(tree.root, "a.md") };
}

describe("the content of a file", () => {
  it("is text, without the byte order mark, or bytes as they are", async () => {
    const { a } = only("\ufeffgrüße 🦙\r\n");
    expect(await a.text()).toBe("grüße 🦙\r\n");
    expect(Buffer.from(await a.bytes())).toEqual(Buffer.from("\ufeffgrüße 🦙\r\n"));
    expect(await only("").a.text()).toBe("");
  });

  it("comes in parts", async () => {
    const content = "0123456789".repeat(100_000);
    const parts: Uint8Array[] = [];
    for await (const part of only(content).a.stream()) parts.push(part);
    expect(parts.length).toBeGreaterThan(1);
    expect(Buffer.concat(parts).toString()).toBe(content);
  });

  it.each([
    ["a byte of another encoding", Buffer.from("caf\u00e9", "latin1"), "0xe9 at offset 3", /windows-1252.*bytes\(\)/],
    [
      "a cut character after a genuine U+FFFD",
      Buffer.from("\ufffdé\u65e5").subarray(0, 7),
      "0xe6 at offset 5",
      /exclude/,
    ],
    ["an encoded surrogate", Buffer.from([0x61, 0xed, 0xa0, 0x80]), "0xed at offset 1", /exclude/],
    ["UTF-16", Buffer.from("\ufeffhi", "utf16le"), "0xff at offset 0", /UTF-16.*utf-16le/],
  ])("is an error as text when it is not UTF-8: %s", async (_, content, where, hint) => {
    const { tree, a } = only(content);
    const error: unknown = await a.text().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "LOCALFS_NOT_UTF8", path: tree.at("a.md") });
    expect((error as Error).message).toContain(where);
    expect((error as Error).message).toContain(tree.at("a.md"));
    expect((error as { hint: string }).hint).toMatch(hint);
    expect(Buffer.from(await a.bytes())).toEqual(content);
  });

  it("is a clear error when the file went away", async () => {
    const { tree, a } = only("x");
    tree.remove("a.md");
    for (const read of [a.text(), a.bytes(), a.stream()[Symbol.asyncIterator]().next()]) {
      await expect(read).rejects.toMatchObject({ code: "LOCALFS_FILE_MISSING", path: tree.at("a.md") });
    }
  });
});

describe("one file", () => {
  it("is the same as the walk's", async () => {
    const tree = new TemporaryTree({ "docs/guide/a.md": "a" });
    const [item] = await itemsOf(walk(tree.root));
    for (const path of ["docs/guide/a.md", "./docs//guide/../guide/a.md"]) {
      const one = file(tree.root, path);
      expect(fingerprint(one)).toEqual(fingerprint(item?.[1]));
      expect(one.path.relative).toBe("docs/guide/a.md");
    }
  });

  it.each(["../x.md", "docs/../../x.md", "..", ".", "", "docs/", "/etc/hosts", "a\0b", "\ud800"])(
    "refuses %j, which is not beneath the root",
    (path) => {
      const tree = new TemporaryTree({ "inner/a.md": "", "x.md": "" });
      expect(() => file(tree.at("inner"), path)).toThrow(expect.objectContaining({ code: "LOCALFS_OUTSIDE_ROOT" }));
    },
  );

  it("is an error when there is none", () => {
    const tree = new TemporaryTree({ "docs/a.md": "" });
    symlinkSync("nowhere", tree.at("broken"));
    for (const path of ["b.md", "docs", "broken", "docs/a.md/b"]) {
      expect(() => file(tree.root, path)).toThrow(expect.objectContaining({ code: "LOCALFS_FILE_MISSING" }));
    }
    expect(() => file(tree.at("none"), "a.md")).toThrow(expect.objectContaining({ code: "LOCALFS_ROOT_MISSING" }));
  });
});
