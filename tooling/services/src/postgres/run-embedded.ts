import { freePort } from "../free-port.ts";
import type { RunningServer } from "../service.ts";

/** Runs PGlite on data in `folder`. All connections share one session, so an open transaction keeps the others waiting. */
export async function runEmbedded(folder: string, port: number | undefined): Promise<RunningServer> {
  const { PGlite } = await import("@electric-sql/pglite");
  const { vector } = await import("@electric-sql/pglite-pgvector");
  const { PGLiteSocketServer } = await import("@electric-sql/pglite-socket");
  const db = await PGlite.create({ dataDir: folder, extensions: { vector } });
  const chosen = port ?? (await freePort());
  const server = new PGLiteSocketServer({ db, port: chosen, host: "127.0.0.1", maxConnections: 50 });
  await server.start();
  const stop = async (): Promise<void> => {
    await server.stop();
    await db.close();
  };
  return { url: `postgres://postgres@127.0.0.1:${chosen}/postgres`, stop, kill: stop };
}
