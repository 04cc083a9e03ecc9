import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cachedDigest } from "./cached-digest.ts";
import { digestFile } from "./file-digest.ts";
import { TemporaryFolder } from "./real-model.fixture.ts";

describe("the digest of a file", () => {
  it("is its SHA-256, whatever its size", () => {
    using folder = new TemporaryFolder();
    const path = join(folder.path, "weights");
    for (const size of [0, 1, 4 << 20, (4 << 20) + 1]) {
      const bytes = Buffer.alloc(size, 7);
      writeFileSync(path, bytes);
      expect(digestFile(path)).toEqual({ sha256: createHash("sha256").update(bytes).digest("hex"), dynamic: false });
    }
  });

  it("tells dynamic quantization, also where the operator's name lies across two pieces", () => {
    using folder = new TemporaryFolder();
    const path = join(folder.path, "weights");
    for (const offset of [0, (4 << 20) - 10, (4 << 20) - 1, 4 << 20]) {
      const bytes = Buffer.alloc(5 << 20);
      bytes.write("DynamicQuantizeLinear", offset);
      writeFileSync(path, bytes);
      expect(digestFile(path).dynamic).toBe(true);
    }
  });

  it("is kept for a file that did not change lately, and not read again", () => {
    using folder = new TemporaryFolder();
    // The program that runs this test was there long before it.
    const first = cachedDigest(process.execPath, folder.path);
    const [entry = ""] = readdirSync(join(folder.path, ".digests"));
    const path = join(folder.path, ".digests", entry);
    writeFileSync(path, readFileSync(path, "utf8").replace(first.sha256, "0".repeat(64)));
    expect(cachedDigest(process.execPath, folder.path).sha256).toBe("0".repeat(64));
  });

  it("is taken anew when the kept one is damaged or the file was just written", () => {
    using folder = new TemporaryFolder();
    const path = join(folder.path, "weights");
    writeFileSync(path, "one");
    const one = cachedDigest(path, folder.path);
    writeFileSync(path, "two");
    expect(cachedDigest(path, folder.path)).not.toEqual(one);
    const first = cachedDigest(process.execPath, folder.path);
    const [entry = ""] = readdirSync(join(folder.path, ".digests"));
    writeFileSync(join(folder.path, ".digests", entry), "{");
    expect(cachedDigest(process.execPath, folder.path)).toEqual(first);
  });
});
