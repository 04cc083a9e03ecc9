import type { Inspection, ProviderCounts } from "@coco/core";
import type { AnyApp, CoreModule } from "../core-module.ts";
import { CocoError } from "@coco/connectorkit";

/** What a store holds of an app, for the question whether it may go. */
export interface Stored {
  readonly location: string;
  readonly components: number;
  readonly bytes: number;
  readonly providers: readonly ProviderCounts[];
}

/** Whether there is a store, and anything of the app in it. Reads nothing of what that is. */
export async function isStored(core: CoreModule, app: AnyApp): Promise<boolean> {
  const names = await inspecting(core, app, (inspection) => inspection.appNames());
  return names?.includes(app.name) ?? false;
}

/** What is stored of an app; `undefined` when there is no store, or it holds nothing of the app. */
export async function whatIsStored(core: CoreModule, app: AnyApp): Promise<Stored | undefined> {
  return inspecting(core, app, async (inspection) => {
    const summary = (await inspection.apps()).find(({ name }) => name === app.name);
    if (summary === undefined) return undefined;
    const { providers } = await (await inspection.app(app.name)).countBeneath([]);
    return {
      location: inspection.location,
      components: summary.tables.component.entries,
      bytes: summary.bytes,
      providers,
    };
  });
}

/** Looks into the app's store; `undefined` when there is none. */
async function inspecting<T>(
  core: CoreModule,
  app: AnyApp,
  look: (inspection: Inspection) => Promise<T>,
): Promise<T | undefined> {
  const inspection = await core.inspect(app).catch((error: unknown) => {
    if (CocoError.isInstance(error) && error.code === "STORE_NOT_FOUND") return undefined;
    throw error;
  });
  if (inspection === undefined) return undefined;
  try {
    return await look(inspection);
  } finally {
    await inspection.close();
  }
}
