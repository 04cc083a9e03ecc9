import { exitCode } from "../exit-code.ts";
import { printJson, printLine } from "../output/print.ts";
import { inPlace, type PlaceOptions } from "../inspection/place.ts";
import { componentTree } from "./component-tree.ts";
import { findComponent } from "./find-component.ts";
import { showData, showLines } from "./show-lines.ts";

export interface ShowCommandOptions extends PlaceOptions {
  readonly limit: number;
  readonly depth: number;
  readonly after?: string;
  readonly json?: boolean;
}

/** `coco show`: the components of an app and their target states. */
export async function showCommand(
  first: string | undefined,
  second: string | undefined,
  options: ShowCommandOptions,
): Promise<number> {
  return inPlace("show", first, second, options, async ({ app, core, location, path }) => {
    const component = await findComponent(core, app, path);
    const after = options.after === undefined ? undefined : (await findComponent(core, app, options.after)).path;
    const tree = await componentTree(app, component, { limit: options.limit, depth: options.depth, after });
    const shown = {
      app: app.name,
      location,
      component,
      tree,
      counts: await app.countBeneath(component.path),
      functionMemos: component.hasFunctionMemos ? await app.functionMemos(component.path) : 0,
      removals: component.path.length === 0 ? await app.removals() : [],
    };
    if (options.json) printJson(showData(shown));
    else for (const line of showLines(core, shown, options.limit)) printLine(line);
    return exitCode.done;
  });
}
