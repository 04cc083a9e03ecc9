import type { AppInspection, ComponentPath, ProducedState } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { exitCode } from "../exit-code.ts";
import { explanationLines, type Produced, producedLines } from "../inspection/explain-lines.ts";
import { inPlace, type PlaceOptions } from "../inspection/place.ts";
import { printJson, printLine } from "../output/print.ts";
import { UsageError } from "../usage-error.ts";
import { itemOf, lookForComponent } from "./find-component.ts";
import { findTargetState } from "./find-target-state.ts";

export interface ExplainCommandOptions extends PlaceOptions {
  readonly limit: number;
  readonly skip: number;
  readonly json?: boolean;
}

/** `coco explain`: where a target state comes from; of a component or a source item, what came of it. */
export async function explainCommand(
  first: string | undefined,
  second: string | undefined,
  options: ExplainCommandOptions,
): Promise<number> {
  return inPlace("explain", first, second, options, async ({ app, core, location, path: asked }) => {
    if (asked === undefined)
      throw new UsageError("coco explain needs a KEY: a target state, a component, or a source item.");
    const explained = await findTargetState(core, app, asked);
    if (explained !== undefined) {
      const { component: _, target, ...rest } = explained;
      const { path: __, ...state } = target;
      if (options.json) printJson({ app: app.name, store: location, target: state, ...rest });
      else for (const line of explanationLines(core, explained)) printLine(line);
      return exitCode.done;
    }
    const produced = await whatCameOf(core, app, asked, options);
    if (produced === undefined) throw nothingOf(app.name, asked);
    if (options.json) printJson({ app: app.name, store: location, of: asked, ...producedData(produced) });
    else for (const line of producedLines(asked, produced)) printLine(line);
    return exitCode.done;
  });
}

async function whatCameOf(
  core: CoreModule,
  app: AppInspection,
  asked: string,
  { limit, skip }: ExplainCommandOptions,
): Promise<Produced | undefined> {
  const component = await lookForComponent(core, app, asked);
  const paths: ComponentPath[] = component === undefined ? [] : [component.path];
  if (component === undefined) for await (const path of app.componentsOf(itemOf(core, asked))) paths.push(path);
  if (paths.length === 0) return undefined;
  const states: ProducedState[] = [];
  let count = 0;
  for (const path of paths) {
    for await (const state of app.producedBy(path)) {
      if (count >= skip && states.length < limit) states.push(state);
      count += 1;
    }
  }
  const skipped = Math.min(skip, count);
  const components = paths.map((path) => core.formatPath(path));
  return { components, states, skipped, more: count - skipped - states.length };
}

function producedData({ components, more, skipped, states }: Produced): object {
  const listed = states.map(({ component, displayPath, isContainer, status }) => ({
    component,
    path: displayPath,
    status,
    isContainer,
  }));
  return { components, skipped, more, targetStates: listed };
}

function nothingOf(app: string, asked: string): UsageError {
  return new UsageError(
    `${app} has no target state, component or source item ${asked}.`,
    "coco show prints the components, and with a PATH the target states of one. NAME:KEY is the row KEY of the table NAME.",
  );
}
