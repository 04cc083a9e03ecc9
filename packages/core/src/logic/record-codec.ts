import type { ModuleRecord } from "./module-record.ts";

/**
 * Raised whenever a record's shape, or the text that is hashed, changes: records of other versions are made anew.
 * It is part of a module's key, so old and new versions of coco may share a store.
 */
export const RECORD_VERSION = 2;

/** A module record as it is stored. */
export function encodeRecord(record: ModuleRecord): Uint8Array {
  const { declarations, exports, stars, sites, asked, whole, broken } = record;
  return Buffer.from(
    JSON.stringify({
      declarations: declarations.map(({ name, hash, references, spans }) => [name, hash, references, spans]),
      exports: [...exports],
      stars,
      sites,
      asked,
      whole,
      broken,
    }),
  );
}

interface StoredRecord extends Pick<ModuleRecord, "stars" | "sites" | "asked" | "whole" | "broken"> {
  readonly declarations: readonly [
    string,
    string,
    ModuleRecord["declarations"][number]["references"],
    ModuleRecord["declarations"][number]["spans"],
  ][];
  readonly exports: readonly [string, never][];
}

/** The record that was stored, or `undefined` where the bytes hold none: then the module is parsed again. */
export function decodeRecord(bytes: Uint8Array): ModuleRecord | undefined {
  try {
    const stored = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as StoredRecord;
    return {
      declarations: stored.declarations.map(([name, hash, references, spans]) => ({ name, hash, references, spans })),
      exports: new Map(stored.exports),
      stars: stored.stars,
      sites: stored.sites,
      ...(stored.asked === undefined ? {} : { asked: stored.asked }),
      ...(stored.whole === undefined ? {} : { whole: stored.whole }),
      ...(stored.broken === undefined ? {} : { broken: stored.broken }),
    };
  } catch {
    return undefined;
  }
}
