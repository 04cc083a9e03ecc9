import path from "node:path";
import type { CoreModule } from "../core-module.ts";
import { didYouMean } from "../did-you-mean.ts";
import { exitCode } from "../exit-code.ts";
import { printJson, printLine } from "../output/print.ts";
import { chooseApp } from "../target/choose-app.ts";
import { loadAnyCore } from "../target/load-core.ts";
import { loadProject } from "../target/load-project.ts";
import { UsageError } from "../usage-error.ts";
import { componentTree } from "./component-tree.ts";
import { findComponent } from "./find-component.ts";
import { showData, showLines } from "./show-lines.ts";

export interface ShowCommandOptions {
  readonly db?: string;
  readonly app?: string;
  readonly limit: number;
  readonly depth: number;
  readonly after?: string;
  readonly json?: boolean;
  readonly env?: string;
}

interface Place {
  readonly core: CoreModule;
  readonly store: string;
  readonly app: string;
  readonly path: string | undefined;
}

/** `coco show`: the components of an app and their target states. */
export async function showCommand(
  first: string | undefined,
  second: string | undefined,
  options: ShowCommandOptions,
): Promise<number> {
  const place = await findPlace(first, second, options);
  const { core } = place;
  const inspection = await core.inspect(place.store);
  try {
    const names = (await inspection.apps()).map(({ name }) => name);
    if (!names.includes(place.app)) throw notStored(place.app, names, inspection.location);
    const app = await inspection.app(place.app);
    const component = await findComponent(core, app, place.path);
    const after = options.after === undefined ? undefined : (await findComponent(core, app, options.after)).path;
    const tree = await componentTree(app, component, { limit: options.limit, depth: options.depth, after });
    const shown = {
      app: place.app,
      location: inspection.location,
      component,
      tree,
      counts: await app.countBeneath(component.path),
      functionMemos: component.hasFunctionMemos ? await app.functionMemos(component.path) : 0,
      removals: component.path.length === 0 ? await app.removals() : [],
    };
    if (options.json) printJson(showData(shown));
    else for (const line of showLines(core, shown, options.limit)) printLine(line);
    return exitCode.done;
  } finally {
    await inspection.close();
  }
}

async function findPlace(
  first: string | undefined,
  second: string | undefined,
  options: ShowCommandOptions,
): Promise<Place> {
  if (options.db === undefined) {
    if (options.app !== undefined)
      throw new UsageError("--app goes with --db FILE.", "Else write TARGET as file.ts:App.");
    const project = await loadProject(first, options);
    const app = chooseApp(project);
    return { core: project.core, store: project.core.storePathOf(app), app: app.name, path: second };
  }
  if (second !== undefined) throw new UsageError("With --db FILE, coco show takes a PATH and no TARGET.");
  const core = await loadAnyCore();
  return { core, store: options.db, app: options.app ?? (await onlyApp(core, options.db)), path: first };
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
