import type { ProviderCounts } from "@coco/core";
import type { AnyApp, CoreModule } from "../core-module.ts";
import { CocoError } from "@coco/connectorkit";

/** What a store holds of an app, for the question whether it may go. */
export interface Stored {
  readonly location: string;
  readonly components: number;
  readonly bytes: number;
  readonly providers: readonly ProviderCounts[];
}

/** What is stored of an app; `undefined` when there is no store, or it holds nothing of the app. */
export async function whatIsStored(core: CoreModule, app: AnyApp): Promise<Stored | undefined> {
  const inspection = await core.inspect(app).catch((error: unknown) => {
    if (CocoError.isInstance(error) && error.code === "STORE_NOT_FOUND") return undefined;
    throw error;
  });
  if (inspection === undefined) return undefined;
  try {
    const summary = (await inspection.apps()).find(({ name }) => name === app.name);
    if (summary === undefined) return undefined;
    const { providers } = await (await inspection.app(app.name)).countBeneath([]);
    return {
      location: inspection.location,
      components: summary.tables.component.entries,
      bytes: summary.bytes,
      providers,
    };
  } finally {
    await inspection.close();
  }
}
