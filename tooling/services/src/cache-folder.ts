import { lstatSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { ServiceError } from "./service-error.ts";

/**
 * Where fetched servers are kept, for all checkouts of this user; made if need be.
 *
 * Root's own folders are closed to others, and some servers refuse to run as root: its cache is a folder that others
 * can reach, and that nobody else can have put there.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const folder = environment["COCO_SERVICES_DIR"] || defaultFolder(environment);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const owner = lstatSync(folder).uid;
  if (process.getuid !== undefined && owner !== process.getuid()) {
    throw new ServiceError(`${folder} belongs to another user (${owner}): set COCO_SERVICES_DIR to a folder of yours`);
  }
  return folder;
}

function defaultFolder(environment: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return path.join("/var/tmp", "coco-services-of-root");
  const given = environment["XDG_CACHE_HOME"];
  // The XDG rules say to ignore a relative path.
  const usable = given !== undefined && path.isAbsolute(given);
  const base = usable ? given : path.join(environment["HOME"] ?? homedir(), ".cache");
  return path.join(base, "coco", "services");
}
