import { homedir } from "node:os";
import path from "node:path";

/** Where fetched models are kept, for all checkouts of this user. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const given = environment["XDG_CACHE_HOME"];
  // The XDG rules say to ignore a relative path.
  const base =
    given !== undefined && path.isAbsolute(given) ? given : path.join(environment["HOME"] ?? homedir(), ".cache");
  return path.join(base, "coco", "models");
}
