import type { AnyApp, CoreModule } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { checkData, checkLines } from "../inspection/check-lines.ts";
import { type Checked, checkStore, isWrong } from "../inspection/check-store.ts";
import { storeData, type StoredApp, type StoredApps, storeLines } from "../inspection/store-lines.ts";
import { formatBytes } from "../output/numbers.ts";
import { printJson, printLine } from "../output/print.ts";
import { chooseAppsOf } from "../target/choose-app.ts";
import { loadAnyCore } from "../target/load-core.ts";
import { loadProject } from "../target/load-project.ts";
import { UsageError } from "../usage-error.ts";
import { repair } from "./repair.ts";

export interface InspectCommandOptions {
  readonly db?: string;
  readonly app?: string;
  readonly check?: boolean;
  readonly repair?: boolean;
  readonly vacuum?: boolean;
  readonly limit: number;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly env?: string;
}

/** A store that is inspected, with the apps of the code at hand that keep their state there. */
interface InspectedStore {
  readonly core: CoreModule;
  readonly store: string;
  /** Only these apps; `undefined`: all that stand in the store. */
  readonly names: readonly string[] | undefined;
  readonly code: readonly AnyApp[];
}

/** `coco inspect`: what a store holds, whether it is in order, and what can be done about it. */
export async function inspectCommand(target: string | undefined, options: InspectCommandOptions): Promise<number> {
  const stores =
    options.db === undefined ? await storesOfCode(target, options) : [await storeOfFile(options.db, target, options)];
  const answers: object[] = [];
  let code: number = exitCode.done;
  for (const one of stores) {
    if (options.vacuum) await vacuum(one, options);
    const stored = await whatStands(one);
    const names = stored.apps.map(({ summary }) => summary.name);
    const wanted = options.check === true || options.repair === true;
    let checked = wanted ? await checkStore(one.core, one.store, names, one.code) : undefined;
    if (!options.json) print(stored, checked, options.limit);
    if (checked !== undefined && isWrong(checked)) {
      code = exitCode.failed;
      if (options.repair) {
        const repaired = await repair(one.core, one.store, one.code, checked, options);
        if (typeof repaired === "number") return repaired;
        checked = repaired;
        code = isWrong(checked) ? exitCode.failed : exitCode.done;
      }
    }
    if (options.repair && !options.json && code === exitCode.done) printLine("\nNothing is left to repair.");
    answers.push({ ...storeData(stored), ...(checked === undefined ? {} : { check: checkData(checked) }) });
  }
  if (options.json) printJson(answers.length === 1 ? answers[0] : answers);
  return code;
}

function print(stored: StoredApps, checked: Checked | undefined, limit: number): void {
  for (const line of storeLines(stored, limit)) printLine(line);
  if (checked !== undefined) for (const line of checkLines(checked, limit)) printLine(line);
}

async function whatStands({ core, names, store }: InspectedStore): Promise<StoredApps> {
  const inspection = await core.inspect(store);
  try {
    const apps: StoredApp[] = [];
    for (const summary of await inspection.apps()) {
      if (names !== undefined && !names.includes(summary.name)) continue;
      const app = await inspection.app(summary.name);
      const deadLetters = [];
      for await (const letter of app.deadLetters()) deadLetters.push(letter);
      apps.push({ summary, deadLetters, lastRun: (await app.runs()).at(-1) });
    }
    return { location: inspection.location, size: core.storeSize(inspection.location), apps };
  } finally {
    await inspection.close();
  }
}

async function vacuum({ core, store }: InspectedStore, { json }: InspectCommandOptions): Promise<void> {
  const { after, before } = await core.vacuum(store);
  if (!json) printLine(`${formatBytes(before)} before, ${formatBytes(after)} now.\n`);
}

async function storesOfCode(target: string | undefined, options: InspectCommandOptions): Promise<InspectedStore[]> {
  if (options.app !== undefined)
    throw new UsageError("--app goes with --db FILE.", "Else write TARGET as file.ts:App.");
  const project = await loadProject(target, options);
  const { core } = project;
  const apps = chooseAppsOf(project);
  const names = project.target.app === undefined ? undefined : apps.map(({ name }) => name);
  return [...Map.groupBy(apps, (app) => core.storePathOf(app))].map(([store, code]) => ({ core, store, names, code }));
}

async function storeOfFile(
  db: string,
  target: string | undefined,
  options: InspectCommandOptions,
): Promise<InspectedStore> {
  if (target !== undefined) throw new UsageError("coco inspect takes a TARGET or --db FILE, not both.");
  if (options.repair) {
    throw new UsageError(
      "--repair needs the app's code, which writes to the targets.",
      "Give a TARGET in place of --db.",
    );
  }
  const names = options.app === undefined ? undefined : [options.app];
  return { core: await loadAnyCore(), store: db, names, code: [] };
}
