import type { FileLike } from "@coco/connectorkit";
import { LocalfsError } from "../errors/localfs-error.ts";
import { hashBytes, RunningHash } from "../file/content-hash.ts";
import type { File } from "../file/file.ts";
import type { Content } from "./content.ts";
import { HELD_BYTES, SpoolWriter } from "./spool.ts";

/** Content in parts: a web stream, a Node stream, an async generator. It is read once; text is written as UTF-8. */
export type FileStream = AsyncIterable<Uint8Array | string>;

/** The content of a declared file that is there at once. */
export function contentOf(given: string | Uint8Array, path: string): Content {
  // Bytes are copied: the caller could still change them before they are written.
  const bytes = typeof given === "string" ? encoded(given, path) : new Uint8Array(given);
  return { ...hashBytes(bytes), bytes };
}

/** The content of a declared file that has to be read: it is hashed as it passes, and not held where it is large. */
export async function readContent(given: FileStream | FileLike, path: string): Promise<Content> {
  if (!isFileLike(given)) return readStream(given, path);
  if (!hasStream(given) || given.size <= HELD_BYTES) return contentOf(await given.bytes(), path);
  const running = new RunningHash();
  for await (const chunk of given.stream()) running.add(chunk);
  return { ...running.finish(), open: () => given.stream(), from: given.location };
}

async function readStream(stream: FileStream, path: string): Promise<Content> {
  const running = new RunningHash();
  const spool = new SpoolWriter();
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === "string" ? encoded(chunk, path) : checked(chunk, path);
      running.add(bytes);
      await spool.add(bytes);
    }
    return { ...running.finish(), ...(await spool.finish()) };
  } catch (error) {
    await spool.discard();
    throw error;
  }
}

/** Whether something given as content is there at once. */
export function isImmediate(given: unknown): given is string | Uint8Array {
  return typeof given === "string" || given instanceof Uint8Array;
}

/** @throws LocalfsError (`LOCALFS_CONTENT`) for what is no content. */
export function checkReadable(given: unknown, path: string): asserts given is FileStream | FileLike {
  if (typeof given === "object" && given !== null && (Symbol.asyncIterator in given || isFileLike(given))) return;
  throw unusable(path, `was given ${describe(given)} as content`);
}

function isFileLike(given: object): given is FileLike {
  const { bytes, path } = given as Partial<FileLike>;
  return typeof bytes === "function" && typeof path === "object";
}

function hasStream(file: FileLike): file is File {
  const { location, stream } = file as Partial<File>;
  return typeof stream === "function" && typeof location === "string";
}

function encoded(text: string, path: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, "utf8");
  const at = [...text].findIndex((character) => !character.isWellFormed());
  throw unusable(path, `holds half of a surrogate pair (character ${at + 1}), which UTF-8 cannot say`);
}

function checked(chunk: unknown, path: string): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw unusable(path, `was given a stream that yields ${describe(chunk)}`);
}

function describe(value: unknown): string {
  if (value === null || typeof value !== "object") return value === null ? "null" : `a ${typeof value}`;
  return `an object (${value.constructor?.name ?? "without a class"})`;
}

function unusable(path: string, problem: string): LocalfsError {
  return new LocalfsError(`The file ${path} ${problem}.`, {
    code: "LOCALFS_CONTENT",
    hint: "Content is a string, a Uint8Array, a stream of these (web, Node, or an async generator), or a file to copy.",
  });
}
