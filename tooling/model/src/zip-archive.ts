import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";

const END_RECORD = 0x06054b50;
const END_RECORD_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly compressedLength: number;
  readonly offset: number;
}

/**
 * One member of a zip file (a Python wheel is one), checked against its CRC. Only that member is read. Encrypted members and
 * archives over 4 GB are refused: no wheel used here is either.
 */
export function readZipMember(file: string, member: string): Buffer {
  const handle = openSync(file, "r");
  try {
    const entry = readDirectory(handle, file).get(member);
    if (entry === undefined) throw new Error(`${file} has no member ${member}.`);
    const header = readAt(handle, entry.offset, 30);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const content = unpack(readAt(handle, start, entry.compressedLength), entry, member);
    if (crc32(content) !== entry.crc) throw new Error(`${file}: ${member} is damaged (its checksum differs).`);
    return content;
  } finally {
    closeSync(handle);
  }
}

function unpack(bytes: Buffer, { method }: Entry, member: string): Buffer {
  if (method === STORED) return bytes;
  if (method === DEFLATED) return inflateRawSync(bytes);
  throw new Error(`${member} is packed with method ${method}, which is not read here.`);
}

function readDirectory(handle: number, file: string): Map<string, Entry> {
  const size = fstatSync(handle).size;
  const tail = readAt(
    handle,
    Math.max(0, size - END_RECORD_LENGTH - LONGEST_COMMENT),
    Math.min(size, END_RECORD_LENGTH + LONGEST_COMMENT),
  );
  let end = tail.length - END_RECORD_LENGTH;
  while (end >= 0 && tail.readUInt32LE(end) !== END_RECORD) end--;
  if (end < 0) throw new Error(`${file} is not a zip file.`);
  const count = tail.readUInt16LE(end + 10);
  const directory = readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = new Map<string, Entry>();
  for (let at = 0, index = 0; index < count; index++) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${file}: its directory is damaged.`);
    const nameLength = directory.readUInt16LE(at + 28);
    entries.set(directory.toString("utf8", at + 46, at + 46 + nameLength), {
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedLength: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const count = readSync(handle, bytes, done, length - done, position + done);
    if (count === 0) throw new Error("The zip file ends too early.");
    done += count;
  }
  return bytes;
}
