import type { AppInspection, ComponentPath, Why } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { inPlace, type PlaceOptions } from "../inspection/place.ts";
import { whyLines } from "../inspection/why-lines.ts";
import { printJson, printLine } from "../output/print.ts";
import { UsageError } from "../usage-error.ts";
import { findComponent, itemOf, pathReadings } from "./find-component.ts";

export interface WhyCommandOptions extends PlaceOptions {
  readonly json?: boolean;
}

/** `coco why`: why a component ran in the last run, or was left alone. */
export async function whyCommand(
  first: string | undefined,
  second: string | undefined,
  options: WhyCommandOptions,
): Promise<number> {
  return inPlace("why", first, second, options, async ({ app, core, location, path }) => {
    const why = await lookForWhy(core, app, path ?? "/");
    if (why === undefined) {
      const { displayPath } = await findComponent(core, app, path); // says what may be meant
      throw new UsageError(`Nothing is stored of ${displayPath} yet.`);
    }
    if (options.json) printJson({ app: app.name, store: location, ...why });
    else for (const line of whyLines(core, app.name, why)) printLine(line);
    return exitCode.done;
  });
}

/** One that failed when it was new has no component yet, and is known all the same. */
async function lookForWhy(core: CoreModule, app: AppInspection, text: string): Promise<Why | undefined> {
  for (const path of pathReadings(core, text)) {
    const found = path === undefined ? undefined : await app.why(path);
    if (found !== undefined) return found;
  }
  const paths: ComponentPath[] = [];
  for await (const path of app.componentsOf(itemOf(core, text))) paths.push(path);
  const [only] = paths;
  if (paths.length > 1) {
    const names = paths.map((path) => `\n  ${core.formatPath(path)}`).join("");
    throw new UsageError(`${text} is an item of ${paths.length} components; say which one:${names}`);
  }
  return only === undefined ? undefined : app.why(only);
}
