import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { runServer } from "verdaccio";

/** A package registry of this process. */
export interface LocalRegistry {
  /** Where it answers, ending in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a registry on loopback that takes every package without a login, and gets what it has not from `upstream`. */
export async function startRegistry(folder: string, upstream: string): Promise<LocalRegistry> {
  const everyone = { access: "$all", publish: "$all", unpublish: "$all" };
  const server: Server = await runServer({
    configPath: path.join(folder, "config.yaml"),
    self_path: folder,
    storage: path.join(folder, "storage"),
    uplinks: { upstream: { url: upstream, maxage: "60m", timeout: "120s" } },
    packages: { "@coco/*": everyone, "**": { ...everyone, proxy: "upstream" } },
    auth: { htpasswd: { file: path.join(folder, "htpasswd") } },
    log: { type: "stdout", level: "fatal" },
    max_body_size: "200mb",
    web: { enable: false },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
