import { stateStoreContract } from "../contract/state-store-contract.ts";
import { openStateStore } from "../open-state-store.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

stateStoreContract("SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "coco store "));
  return {
    open: (options) => openStateStore({ path: join(folder, "a folder to make", "state.db"), ...options }),
    dispose: () => rm(folder, { recursive: true }),
  };
});
