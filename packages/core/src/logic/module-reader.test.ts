import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ModuleReader } from "./module-reader.ts";

describe("ModuleReader", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "coco-reader-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }

  it("keeps what it read while a process lives, until it is told to look again", () => {
    const file = write("a.ts", "export const a = 1;");
    const other = write("b.ts", "export const b = 1;");
    const reader = new ModuleReader();
    const [first, second] = [reader.read(file), reader.read(other)];
    expect(reader.refresh()).toBe(false);
    write("a.ts", "export const a = 2222;");
    expect(reader.read(file)).toBe(first);
    expect(reader.refresh()).toBe(true);
    expect(reader.read(file)?.hash).not.toBe(first?.hash);
    expect(reader.read(other)).toBe(second);
  });

  it("knows no module where there is no file", () => {
    const reader = new ModuleReader();
    expect(reader.read(join(folder, "missing.ts"))).toBeUndefined();
    expect(reader.read(folder)).toBeUndefined();
  });

  it("counts a text that does not parse as a whole, and JSON without its white space", () => {
    const reader = new ModuleReader();
    expect(reader.read(write("a.ts", "export const = 1;"))?.record).toMatchObject({
      broken: expect.any(String),
      whole: {},
    });
    const [one, two, three] = ['{"a": 1}', '{ "a" : 1 }\n', '{"a": 2}'].map((text, index) =>
      reader.read(write(`${index}.json`, text)),
    );
    expect(two?.record.whole).toEqual(one?.record.whole);
    expect(three?.record.whole).not.toEqual(one?.record.whole);
  });

  it("takes a record from the cache by the module's bytes, and makes anew what it cannot read", () => {
    const stored = new Map<string, Uint8Array>();
    const cache = {
      get: (key: string) => stored.get(key),
      set: (key: string, value: Uint8Array) => void stored.set(key, value),
    };
    const record = new ModuleReader(cache).read(write("a.ts", "export const a = 1;"))?.record;
    expect([...stored.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(new ModuleReader(cache).read(write("b.ts", "export const a = 1;"))?.record).toEqual(record);
    expect(stored.size).toBe(1);
    for (const key of stored.keys()) stored.set(key, Buffer.from("not a record"));
    expect(new ModuleReader(cache).read(join(folder, "a.ts"))?.record).toEqual(record);
  });
});
