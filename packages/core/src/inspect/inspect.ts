import type { App } from "../app/app.ts";
import { defaultEnvironment } from "../environment/default-environment.ts";
import { storePathFor } from "../environment/store-path.ts";
import { AppError } from "../errors/app-error.ts";
import { openStateStore } from "../store/index.ts";
import { Inspection } from "./inspection.ts";

/**
 * Opens a state store for looking at it: by the path of its file, with no code at hand, or by an app that keeps its
 * state there. It shows the store as it is now until it is closed, changes nothing and takes no lock, so it works
 * beside a running update.
 *
 * @throws StoreNotFoundError when there is no store; StoreVersionError when it is of another layout.
 */
export async function inspect<P extends object, R>(of: string | App<P, R>): Promise<Inspection> {
  const path = typeof of === "string" ? of : storePathOf(of);
  return new Inspection(await openStateStore({ path, readOnly: true, snapshot: true }));
}

/** The file in which an app's state is kept, or will be. */
export function storePathOf<P extends object, R>(app: App<P, R>): string {
  const { environment, file, name } = app;
  const path = storePathFor(file, environment.options.storePath, environment === defaultEnvironment());
  if (path !== undefined) return path;
  throw new AppError(`It is not known where the state of app "${name}" is stored.`, {
    code: "NO_STORE_PATH",
    hint: "Set COCO_DB, or give the environment a storePath.",
  });
}
