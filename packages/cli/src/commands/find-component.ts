import type { AppInspection, ComponentPath, InspectedComponent } from "@coco/core";
import { CocoError } from "@coco/connectorkit";
import type { CoreModule } from "../core-module.ts";
import { didYouMean } from "../did-you-mean.ts";
import { UsageError } from "../usage-error.ts";

const LOOKED_AT = 1000;

/**
 * Finds the component of a PATH. A key with slashes, such as the path of a file, is a quoted string in the notation;
 * as shells eat quotes, the end of the path may also be written without them.
 */
export async function findComponent(
  core: CoreModule,
  app: AppInspection,
  text: string | undefined,
): Promise<InspectedComponent> {
  const found = await lookForComponent(core, app, text ?? "/");
  if (found !== undefined) return found;
  throw await notFound(core, app, text ?? "/", parse(core, text ?? "/"));
}

/** The same; `undefined` when there is none. */
export async function lookForComponent(
  core: CoreModule,
  app: AppInspection,
  text: string,
): Promise<InspectedComponent | undefined> {
  const readings = pathReadings(core, text);
  if (readings[0]?.length === 0) return (await app.component([])) ?? nothingStored;
  for (const path of readings) {
    const found = path === undefined ? undefined : await app.component(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The root of an app whose first update did not get to its end. */
const nothingStored: InspectedComponent = {
  path: [],
  displayPath: "/",
  lastRun: undefined,
  hasMemo: false,
  hasFunctionMemos: false,
  appMemos: 0,
  identifiers: 0,
  targetStates: [],
  hasChildren: false,
  readable: true,
};

/** The ways to read a PATH, the notation's own first. */
export function pathReadings(core: CoreModule, text: string): (ComponentPath | undefined)[] {
  const parts = text.split("/");
  const joined = parts.slice(0, -1).map((_, index): ComponentPath | undefined => {
    const rest = parts.slice(index).join("/");
    const before = parse(core, parts.slice(0, index).join("/"));
    return before === undefined || rest === "" ? undefined : [...before, rest];
  });
  return [parse(core, text), ...joined, ...(parts.length === 1 && text !== "" ? [[text]] : [])];
}

/** The key of a source's item: as the notation has it, else the text as it is. */
export function itemOf(core: CoreModule, text: string): ComponentPath[number] {
  try {
    const path = core.parseKeyPath(text);
    return path.length === 1 ? (path[0] as ComponentPath[number]) : text;
  } catch {
    return text;
  }
}

function parse(core: CoreModule, text: string): ComponentPath | undefined {
  try {
    return core.parseKeyPath(text);
  } catch (error) {
    if (CocoError.isInstance(error)) return undefined;
    throw error;
  }
}

async function notFound(
  core: CoreModule,
  app: AppInspection,
  text: string,
  exact: ComponentPath | undefined,
): Promise<Error> {
  if (exact === undefined) {
    try {
      core.parseKeyPath(text);
    } catch (error) {
      const { message, hint } = error as CocoError;
      return new UsageError(message, hint);
    }
  }
  // The deepest component above, whose children are what may be meant.
  let above: ComponentPath = exact?.slice(0, -1) ?? [];
  while (above.length > 0 && (await app.component(above)) === undefined) above = above.slice(0, -1);
  const { children } = await app.children(above, { limit: LOOKED_AT });
  const names = children.map(({ displayPath }) => displayPath);
  return new UsageError(
    `${app.name} has no component ${text}.`,
    (await componentOfItem(core, app, text)) ??
      (await componentOfItem(core, app, text.slice(text.indexOf("/") + 1))) ??
      didYouMean(text, names) ??
      partly(text, names) ??
      `coco show without a PATH prints what there is.`,
  );
}

function partly(text: string, names: readonly string[]): string | undefined {
  const found = names.find((name) => name.includes(text));
  return found === undefined ? undefined : `Did you mean ${found}?`;
}

/** The component of an item, where its key alone was written. */
async function componentOfItem(core: CoreModule, app: AppInspection, text: string): Promise<string | undefined> {
  for await (const path of app.componentsOf(itemOf(core, text))) return `Did you mean ${core.formatPath(path)}?`;
  return undefined;
}
