import type { LogicPart } from "../logic/logic-part.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { pack, unpackIfReadable } from "../internal/packing.ts";
import { type AppState, type Change, pagesOf } from "../store/index.ts";

/** What a function was made of when results that depend on it were stored. */
export interface LogicVersion {
  /** The identity of the function: `my-app:steps/index-file#indexFile`. */
  readonly identity: string;
  /** See `PastRun.number`: the run in which it was first seen. */
  readonly run: number;
  /** 16 bytes that stand for all of it. */
  readonly logic: Uint8Array;
  /** The function itself first, then what it refers to. */
  readonly parts: readonly LogicPart[];
  /** The names of its parameters, as they are written. */
  readonly parameters: readonly string[];
}

const TABLE = "setting";
const PREFIX = "logic\0";
/** Of each function so many versions are kept. */
const KEPT = 5;
/** Of one version so much text is kept. What comes after it is known by its hash alone. */
const MOST_TEXT = 64 * 1024;

type PackedPart = [name: string, file: string, line: number, hash: string, text: string];

/** The change that stores a version. */
export function logicVersionChange({ identity, logic, parameters, parts, run }: LogicVersion): Change {
  let left = MOST_TEXT;
  const packed = parts.map(({ file, hash, line, name, text }): PackedPart => {
    left -= text.length;
    return [name, file, line, hash, left < 0 ? "" : text];
  });
  const content = pack([logic, parameters, packed]);
  return {
    kind: "put",
    table: TABLE,
    key: keyOf(identity, run),
    value: process.getBuiltinModule("node:zlib").deflateRawSync(content),
  };
}

/** The versions of a function that are kept, oldest first. One that cannot be read is left out. */
export async function logicVersions(state: AppState, identity: string): Promise<readonly LogicVersion[]> {
  const versions: LogicVersion[] = [];
  for await (const page of pagesOf(state, TABLE, { prefix: prefixOf(identity) })) {
    for (const { key, value } of page) {
      const read = unpackVersion(value);
      if (read === undefined) continue;
      const [logic, parameters, parts] = read;
      versions.push({
        identity,
        run: Buffer.from(key).readUInt32BE(key.length - 4),
        logic,
        parameters,
        parts: parts.map(([name, file, line, hash, text]) => ({ name, file, line, hash, text })),
      });
    }
  }
  return versions;
}

/** The changes that delete the versions of a function that are older than those to keep, and such as repeat the one before. */
export async function outdatedVersions(state: AppState, identity: string): Promise<readonly Change[]> {
  const versions = await logicVersions(state, identity);
  const differing = versions.filter(({ logic }, index) => {
    const before = versions[index - 1];
    return before === undefined || !sameBytes(before.logic, logic);
  });
  const kept = new Set(differing.slice(-KEPT));
  return versions
    .filter((version) => !kept.has(version))
    .map(({ run }) => ({ kind: "delete", table: TABLE, key: keyOf(identity, run) }));
}

function unpackVersion(value: Uint8Array): [Uint8Array, string[], PackedPart[]] | undefined {
  try {
    return unpackIfReadable(process.getBuiltinModule("node:zlib").inflateRawSync(value)) as
      | [Uint8Array, string[], PackedPart[]]
      | undefined;
  } catch {
    return undefined;
  }
}

function prefixOf(identity: string): Buffer {
  return Buffer.from(`${PREFIX}${identity}\0`, "utf8");
}

function keyOf(identity: string, run: number): Buffer {
  const number = Buffer.allocUnsafe(4);
  number.writeUInt32BE(run, 0);
  return Buffer.concat([prefixOf(identity), number]);
}
