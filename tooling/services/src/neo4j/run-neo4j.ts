import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runInForeground } from "../foreground-server.ts";
import type { RunningServer } from "../service.ts";

/** The user `neo4j` with the password `coco-tests`, as the server's own tool writes it down. */
const AUTH =
  "neo4j:SHA-256,72c8362a51946366e63a5ab936b93e42a92a6cb339a8e6cf881df7d454827e93,98457f98927cbdad19d3118482edf51cc7a2e4ef9e138e7b2b7424e8c3369cf4,1024:\n";

const SETTINGS: Readonly<Record<string, string>> = {
  "server.default_listen_address": "127.0.0.1",
  "server.bolt.enabled": "true",
  "server.http.enabled": "false",
  "server.https.enabled": "false",
  "dbms.usage_report.enabled": "false",
  "server.memory.pagecache.size": "64m",
  // Half a gigabyte for an empty database otherwise.
  "db.tx_log.preallocate": "false",
  "db.tx_log.rotation.size": "16m",
  // A test that leaves a lock behind is to fail, not to hang.
  "db.lock.acquisition.timeout": "20s",
};

/** Small and quickly up: most of a test's time would go into compiling what runs once. */
const JAVA_OPTIONS: readonly string[] = [
  "-Xms256m",
  "-Xmx512m",
  "-XX:+UseParallelGC",
  "-XX:TieredStopAtLevel=1",
  ...["java.nio", "java.io", "java.lang"].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
  "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
  "-Dio.netty.tryReflectionSetAccessible=true",
  "-Dfile.encoding=UTF-8",
];

/** Runs the server whose jars are in `jars`, on data in `folder`. */
export async function runNeo4j(jars: string, folder: string, port: number | undefined): Promise<RunningServer> {
  const home = path.join(folder, "home");
  if (!existsSync(home)) {
    for (const part of ["conf", "data/dbms", "logs", "plugins", "import", "run", "licenses"]) {
      mkdirSync(path.join(home, part), { recursive: true });
    }
    writeFileSync(path.join(home, "data/dbms/auth.ini"), AUTH);
  }
  const server = {
    name: "Neo4j",
    command(chosen: number): [string, ...string[]] {
      const address = `127.0.0.1:${chosen}`;
      const settings = {
        ...SETTINGS,
        "server.bolt.listen_address": address,
        "server.bolt.advertised_address": address,
      };
      const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
      writeFileSync(path.join(home, "conf/neo4j.conf"), lines.join(""));
      const program = [
        "org.neo4j.server.CommunityEntryPoint",
        `--home-dir=${home}`,
        `--config-dir=${home}/conf`,
        "--console-mode",
      ];
      return ["java", ...JAVA_OPTIONS, "-cp", path.join(jars, "*"), ...program];
    },
    ready: "Started.",
    portTaken: "already in use",
    url: (chosen: number) => `bolt://neo4j:coco-tests@127.0.0.1:${chosen}`,
  };
  return runInForeground(server, port);
}
