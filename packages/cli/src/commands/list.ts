import path from "node:path";
import { CocoError } from "@coco/connectorkit";
import type { AppSummary } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { formatBytes, formatCount } from "../output/numbers.ts";
import { printJson, printLine } from "../output/print.ts";
import { style } from "../output/style.ts";
import { tableLines } from "../output/table.ts";
import { chooseAppsOf } from "../target/choose-app.ts";
import { loadAnyCore } from "../target/load-core.ts";
import { loadProject } from "../target/load-project.ts";
import { UsageError } from "../usage-error.ts";

export interface ListCommandOptions {
  readonly db?: string;
  readonly json?: boolean;
  readonly env?: string;
}

/** One app, as the code and a store know it. */
interface ListedApp {
  readonly name: string;
  /** `undefined`: only the store knows it. */
  readonly environment: string | undefined;
  readonly store: string;
  readonly stored: AppSummary | undefined;
}

/** `coco ls`: the apps of a file and of its stores, or of a store alone. */
export async function listCommand(target: string | undefined, options: ListCommandOptions): Promise<number> {
  if (options.db !== undefined && target !== undefined) {
    throw new UsageError("coco ls takes a TARGET or --db FILE, not both.");
  }
  const apps = options.db === undefined ? await appsOfCode(target, options) : await appsOfStore(options.db);
  if (options.json) printJson(apps.map(appData));
  else for (const line of listLines(apps, options.db)) printLine(line);
  return exitCode.done;
}

async function appsOfCode(target: string | undefined, options: ListCommandOptions): Promise<ListedApp[]> {
  const project = await loadProject(target, options);
  const { core } = project;
  const defined = chooseAppsOf(project);
  const stores = new Map<string, readonly AppSummary[]>();
  const listed: ListedApp[] = [];
  for (const app of defined) {
    const store = core.storePathOf(app);
    const summaries = stores.get(store) ?? (await summariesOf(core, store)) ?? [];
    stores.set(store, summaries);
    const stored = summaries.find(({ name }) => name === app.name);
    listed.push({ name: app.name, environment: app.environment.name, store, stored });
  }
  if (project.target.app !== undefined) return listed;
  for (const [store, summaries] of stores) {
    for (const stored of summaries) {
      if (listed.some((app) => app.store === store && app.name === stored.name)) continue;
      listed.push({ name: stored.name, environment: undefined, store, stored });
    }
  }
  return listed;
}

async function appsOfStore(file: string): Promise<ListedApp[]> {
  const inspection = await (await loadAnyCore()).inspect(file);
  try {
    const summaries = await inspection.apps();
    return summaries.map((stored) => ({
      name: stored.name,
      environment: undefined,
      store: inspection.location,
      stored,
    }));
  } finally {
    await inspection.close();
  }
}

/** The apps of a store; nothing where there is none yet. */
async function summariesOf(core: CoreModule, store: string): Promise<readonly AppSummary[] | undefined> {
  try {
    const inspection = await core.inspect(store);
    try {
      return await inspection.apps();
    } finally {
      await inspection.close();
    }
  } catch (error) {
    if (CocoError.isInstance(error) && error.code === "STORE_NOT_FOUND") return undefined;
    throw error;
  }
}

function listLines(apps: readonly ListedApp[], db: string | undefined): string[] {
  if (apps.length === 0) return ["The store holds no app."];
  const rows = apps.map(({ name, environment, store, stored }) => [
    name,
    environment ?? (db === undefined ? "(not in the code)" : ""),
    path.relative("", store),
    ...(stored === undefined
      ? ["not run yet"]
      : [
          formatCount(stored.tables.component.entries),
          formatCount(stored.tables.owner.entries),
          formatBytes(stored.bytes),
        ]),
  ]);
  const titles = ["APP", db === undefined ? "ENVIRONMENT" : "", "STORE", "COMPONENTS", "TARGET STATES", "SIZE"];
  const [head = "", ...lines] = tableLines([titles, ...rows], 3);
  return [style("dim", head), ...lines];
}

function appData({ name, environment, store, stored }: ListedApp): object {
  return {
    name,
    environment: environment ?? null,
    store,
    stored:
      stored === undefined
        ? null
        : {
            components: stored.tables.component.entries,
            targetStates: stored.tables.owner.entries,
            bytes: stored.bytes,
            tables: stored.tables,
          },
  };
}
