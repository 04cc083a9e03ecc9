import { mkdirSync, writeFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { compareEncodedKeys, encodeKey, type StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { itemsOf, keysOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { walk } from "./walk.ts";

function expectRising(keys: readonly StableKey[]): void {
  const encoded = keys.map((key) => encodeKey(key));
  for (let index = 1; index < encoded.length; index++) {
    const [before, after] = [encoded[index - 1] as Uint8Array, encoded[index] as Uint8Array];
    expect(compareEncodedKeys(before, after), `${String(keys[index - 1])} before ${String(keys[index])}`).toBeLessThan(
      0,
    );
  }
}

/** Bytes of a path: few names, around the bytes where orders disagree, so that trees branch. */
const nameBytes = fc
  .array(fc.constantFrom(0x01, 0x20, 0x2d, 0x2e, 0x30, 0x61, 0x7f, 0xff, 0xe9), { minLength: 1, maxLength: 3 })
  .map((bytes) => Buffer.from(bytes));
const nameText = fc.constantFrom(
  "a",
  "a-",
  "a.",
  "a0",
  "A",
  "é",
  "\u{1f999}",
  "\uff5e",
  "\ue000",
  "a\n",
  "\u0001",
  "z",
);
const name = fc.oneof({ weight: 3, arbitrary: nameText.map((text) => Buffer.from(text)) }, nameBytes);
const path = fc
  .array(name, { minLength: 1, maxLength: 4 })
  .filter((parts) => parts.every((part) => part.toString() !== "." && part.toString() !== ".."));

describe("the order of a walk", () => {
  test.prop([fc.array(path, { maxLength: 40 })], { numRuns: 60 })(
    "is that of the encoded keys, and all files are found",
    async (paths) => {
      const tree = new TemporaryTree();
      const made = new Set<string>();
      for (const parts of paths) {
        const whole = Buffer.concat(parts.flatMap((part) => [Buffer.from("/"), part]));
        const folder = whole.subarray(0, whole.lastIndexOf("/"));
        try {
          mkdirSync(Buffer.concat([Buffer.from(tree.root), folder]), { recursive: true });
          writeFileSync(Buffer.concat([Buffer.from(tree.root), whole]), "");
          made.add(whole.subarray(1).toString("hex"));
        } catch (error) {
          // A file stands where a folder is wanted, or the other way round.
          expect(["EEXIST", "ENOTDIR", "EISDIR"]).toContain((error as { code?: string }).code);
        }
      }
      const source = walk(tree.root);
      const keys = await keysOf(source);
      expectRising(keys);
      expect(new Set(keys.map((key) => Buffer.from(key as string).toString("hex")))).toEqual(made);
      tree.remove("");
    },
  );

  it("puts names that are not UTF-8 last, with bytes as keys and a readable path", async () => {
    const tree = new TemporaryTree({ "z.md": "", "d\ufffd.md": "real" });
    const latin = Buffer.from("d\u00e9.md", "latin1");
    writeFileSync(Buffer.concat([Buffer.from(`${tree.root}/`), latin]), "content");
    mkdirSync(Buffer.concat([Buffer.from(`${tree.root}/`), Buffer.from("\u00e8", "latin1")]));
    writeFileSync(Buffer.concat([Buffer.from(`${tree.root}/`), Buffer.from("\u00e8/x.md", "latin1")]), "inside");
    const items = await itemsOf(walk(tree.root, { include: ["*.md"] }));
    expect(items.map(([key]) => key)).toEqual([
      "d\ufffd.md",
      "z.md",
      new Uint8Array(latin),
      new Uint8Array(Buffer.from("\u00e8/x.md", "latin1")),
    ]);
    const [real, , file, inside] = items.map(([, value]) => value);
    expect(file?.path).toMatchObject({ relative: "d\ufffd.md", name: "d\ufffd.md", extension: ".md" });
    expect(file?.location).toBe(`${tree.root}/d\\xe9.md`);
    expect([await real?.text(), await file?.text(), await inside?.text()]).toEqual(["real", "content", "inside"]);
  });
});
