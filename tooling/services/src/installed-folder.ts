import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import { ServiceError } from "./service-error.ts";

/** Something fetched into a folder of the cache: once, as a whole. */
export interface Installed {
  readonly place: string;
  readonly fromCache: boolean;
}

/**
 * Finds a folder of the cache, or has it filled.
 *
 * @param name - "neo4j/5.26.30".
 * @param proof - a file in it that shows that it is whole.
 * @throws ServiceError when it is not there and nothing may be fetched.
 */
export async function installedFolder(
  environment: NodeJS.ProcessEnv,
  name: string,
  proof: string,
  install: (folder: string) => Promise<void>,
): Promise<Installed> {
  if (environment["COCO_SERVICES"] === "embedded") throw new ServiceError("COCO_SERVICES=embedded asks for no server");
  const place = path.join(cacheFolder(environment), name);
  const there = (): boolean => existsSync(path.join(place, proof));
  if (there()) return { place, fromCache: true };
  if (environment["COCO_SERVICES_DOWNLOAD"] === "never") {
    throw new ServiceError(`it is not in the cache (${place}), and COCO_SERVICES_DOWNLOAD=never says not to fetch it`);
  }
  await mkdir(path.dirname(place), { recursive: true });
  await install(place);
  if (!there()) throw new ServiceError(`${name} was fetched and lacks ${proof}`);
  return { place, fromCache: false };
}
