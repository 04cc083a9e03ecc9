import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { installedFolder } from "../installed-folder.ts";
import { installArtifacts } from "../maven.ts";
import type { Availability, Service } from "../service.ts";
import { ServiceError } from "../service-error.ts";
import { runNeo4j } from "./run-neo4j.ts";

const NUMBER = "5.26.30";
const VERSION = `Neo4j Community ${NUMBER}`;
/** The oldest Java that this version runs on. */
const JAVA = 17;

/** Neo4j, which needs Java, and Maven to be fetched. There is nothing to stand in for it. */
export const neo4j: Service = {
  name: "neo4j",
  // Each change of the schema waits for the disk several times.
  inMemory: true,
  async find(environment): Promise<Availability> {
    try {
      const version = await javaVersion();
      if (version < JAVA) throw new ServiceError(`it needs Java ${JAVA} or newer, and here is Java ${version}`);
      const jar = path.join(`neo4j-${NUMBER}.jar`);
      const { fromCache, place } = await installedFolder(environment, `neo4j/${NUMBER}`, jar, (folder) =>
        // Both: the server alone does not bring the database's own jar.
        installArtifacts([`org.neo4j.app:neo4j-server:${NUMBER}`, `org.neo4j:neo4j:${NUMBER}`], folder),
      );
      return { kind: "server", version: VERSION, origin: fromCache ? "cache" : "Maven repository", place };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { kind: "none", version: "nothing", origin: "start", place: "", reason: error.message };
    }
  },
  run: ({ place }, folder, port) => runNeo4j(place, folder, port),
};

async function javaVersion(): Promise<number> {
  const { stderr } = await promisify(execFile)("java", ["-version"]).catch((cause: unknown) => {
    throw new ServiceError("there is no Java on this machine", { cause });
  });
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}
