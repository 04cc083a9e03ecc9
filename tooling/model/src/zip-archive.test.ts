import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readZipMember } from "./zip-archive.ts";

const folder = mkdtempSync(path.join(tmpdir(), "coco-zip-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a member of a zip file", () => {
  it("is read, packed or stored as it is", () => {
    const file = writeZip({
      "a/b.txt": { content: "long ".repeat(500), packed: true },
      "ä.txt": { content: "short", packed: false },
    });
    expect(readZipMember(file, "a/b.txt").toString()).toBe("long ".repeat(500));
    expect(readZipMember(file, "ä.txt").toString()).toBe("short");
  });

  it("is an error when it is not there", () => {
    expect(() => readZipMember(writeZip({ a: { content: "1", packed: false } }), "b")).toThrow("no member b");
  });

  it("is an error when a byte of it is damaged", () => {
    const file = writeZip({ a: { content: "content", packed: false } }, (bytes) => {
      bytes[32] = 0;
    });
    expect(() => readZipMember(file, "a")).toThrow("damaged");
  });

  it("is not looked for in another kind of file", () => {
    const file = path.join(folder, "text");
    writeFileSync(file, "no archive at all, and longer than the record at an archive's end");
    expect(() => readZipMember(file, "a")).toThrow("not a zip file");
  });
});

function writeZip(
  members: Record<string, { content: string; packed: boolean }>,
  damage: (bytes: Buffer) => void = () => {},
): string {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, { content, packed }] of Object.entries(members)) {
    const raw = Buffer.from(content);
    const data = packed ? deflateRawSync(raw) : raw;
    const label = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(packed ? 8 : 0, 4);
    shared.writeUInt32LE(crc32(raw), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(raw.length, 18);
    shared.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, label, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), shared, tail, label]));
    body.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  const bytes = Buffer.concat([...body, list, end]);
  damage(bytes);
  const file = path.join(folder, `${Object.keys(members).length}-${crc32(bytes)}.zip`);
  writeFileSync(file, bytes);
  return file;
}
