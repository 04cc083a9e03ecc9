import path from "node:path";
import { CocoError } from "@coco/connectorkit";
import type { AppInspection } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { didYouMean } from "../did-you-mean.ts";
import { chooseApp } from "../target/choose-app.ts";
import { loadAnyCore } from "../target/load-core.ts";
import { loadProject } from "../target/load-project.ts";
import { entryHere, isThere, neighbourOf } from "../target/locate-target.ts";
import { UsageError } from "../usage-error.ts";

export interface PlaceOptions {
  readonly db?: string;
  readonly app?: string;
  readonly env?: string;
}

/** The state of an app, opened for looking at it. */
export interface Place {
  readonly core: CoreModule;
  readonly app: AppInspection;
  /** The store's file. */
  readonly location: string;
  /** What stands after the TARGET; with --db, in its place. */
  readonly path: string | undefined;
}

interface Named {
  readonly core: CoreModule;
  readonly store: string;
  readonly app: string;
  readonly path: string | undefined;
}

/** Opens the state that `TARGET [PATH]`, or `--db FILE --app NAME [PATH]`, mean, and closes it in the end. */
export async function inPlace(
  command: string,
  first: string | undefined,
  second: string | undefined,
  options: PlaceOptions,
  look: (place: Place) => Promise<number>,
): Promise<number> {
  const { app, core, path: asked, store } = await findPlace(command, first, second, options);
  const inspection = await core.inspect(store).catch((error: unknown) => {
    throw options.db === undefined ? (notYet(app, first, error) ?? error) : error;
  });
  try {
    const names = (await inspection.apps()).map(({ name }) => name);
    if (!names.includes(app) && options.db === undefined) throw notUpdated(app, first);
    if (!names.includes(app)) throw notStored(app, names, inspection.location);
    return await look({ core, app: await inspection.app(app), location: inspection.location, path: asked });
  } finally {
    await inspection.close();
  }
}

async function findPlace(
  command: string,
  first: string | undefined,
  second: string | undefined,
  options: PlaceOptions,
): Promise<Named> {
  if (options.db === undefined) {
    if (options.app !== undefined)
      throw new UsageError("--app goes with --db FILE.", "Else write TARGET as file.ts:App.");
    if (first !== undefined && !isThere(first)) refuseOtherOrder(command, first, second);
    const project = await loadProject(first, options);
    const app = chooseApp(project);
    return { core: project.core, store: project.core.storePathOf(app), app: app.name, path: second };
  }
  if (second !== undefined) throw new UsageError(`With --db FILE, coco ${command} takes no TARGET.`);
  const core = await loadAnyCore();
  return { core, store: options.db, app: options.app ?? (await onlyApp(core, options.db)), path: first };
}

/** PATH and TARGET in the wrong order, or PATH alone. */
function refuseOtherOrder(command: string, first: string, second: string | undefined): void {
  const entry = second === undefined ? entryHere() : second;
  if (entry === undefined || (second !== undefined && !isThere(second))) return;
  if (second === undefined && (neighbourOf(path.resolve(first)) !== undefined || first.includes(":"))) return;
  throw new UsageError(`There is no file ${first}.`, `TARGET comes first: coco ${command} ${entry} ${first}`);
}

function notYet(app: string, target: string | undefined, error: unknown): Error | undefined {
  return CocoError.isInstance(error) && error.code === "STORE_NOT_FOUND" ? notUpdated(app, target) : undefined;
}

function notUpdated(app: string, target: string | undefined): CocoError {
  const command = ["coco update", ...(target === undefined ? [] : [target])].join(" ");
  return new CocoError(`Nothing is stored of ${app} yet.`, {
    code: "NOT_UPDATED",
    hint: `Its first update stores what it did: ${command}. (If it was updated: is it the same store? storePath of the environment, COCO_DB.)`,
  });
}

async function onlyApp(core: CoreModule, file: string): Promise<string> {
  const inspection = await core.inspect(file);
  try {
    const names = (await inspection.apps()).map(({ name }) => name);
    const [only] = names;
    if (only !== undefined && names.length === 1) return only;
    const store = path.relative("", inspection.location);
    if (only === undefined) throw new UsageError(`${store} holds no app.`);
    throw new UsageError(
      `${store} holds ${names.length} apps; say which one: --app NAME.`,
      `It holds: ${names.join(", ")}.`,
    );
  } finally {
    await inspection.close();
  }
}

function notStored(app: string, names: readonly string[], location: string): UsageError {
  const there = names.length === 0 ? "It holds no app." : `It holds: ${names.join(", ")}.`;
  return new UsageError(
    `${path.relative("", location)} holds nothing of app "${app}".`,
    didYouMean(app, names) ?? `${there} An app is stored by its first update.`,
  );
}
