import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestFile, type FileDigest } from "./file-digest.ts";

interface Entry extends FileDigest {
  readonly stamp: string;
}

/** A file touched this recently may change again without its times showing it. */
const SETTLED_AFTER_MS = 2_000;

/**
 * The digest of a large file, from `<cacheFolder>/.digests` where the file's path, size, times and inode are those
 * that were seen. So a start with nothing changed reads no weights.
 */
export function cachedDigest(path: string, cacheFolder: string): FileDigest {
  const stat = statSync(path, { bigint: true });
  const stamp = [path, stat.size, stat.mtimeNs, stat.ctimeNs, stat.ino].join(" ");
  const folder = join(cacheFolder, ".digests");
  const entryPath = join(folder, `${createHash("sha256").update(path).digest("hex").slice(0, 32)}.json`);
  const known = readEntry(entryPath);
  if (known?.stamp === stamp) return { sha256: known.sha256, dynamic: known.dynamic };
  const digest = digestFile(path);
  if (Date.now() - Number(stat.ctimeMs) > SETTLED_AFTER_MS) writeEntry(folder, entryPath, { stamp, ...digest });
  return digest;
}

function readEntry(path: string): Entry | undefined {
  try {
    const entry = JSON.parse(readFileSync(path, "utf8")) as Partial<Entry>;
    const whole = typeof entry.stamp === "string" && /^[\da-f]{64}$/.test(entry.sha256 ?? "");
    return whole && typeof entry.dynamic === "boolean" ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

function writeEntry(folder: string, path: string, entry: Entry): void {
  try {
    mkdirSync(folder, { recursive: true });
    const written = `${path}.${process.pid}`;
    writeFileSync(written, JSON.stringify(entry));
    renameSync(written, path);
  } catch {
    // A cache folder that cannot be written costs the next start a fraction of a second, nothing else.
  }
}
