import type { AppInspection, Explanation, StableKey, TargetPath } from "@coco/core";
import type { CoreModule } from "../core-module.ts";
import { pathReadings } from "./find-component.ts";

/**
 * The target state of a KEY: as `coco show` prints it, or `NAME:KEY`, where NAME is the last part of its container's path,
 * such as the name of a table. `undefined` when there is none.
 */
export async function findTargetState(
  core: CoreModule,
  app: AppInspection,
  text: string,
): Promise<Explanation | undefined> {
  for (const path of pathReadings(core, text)) {
    const found = path === undefined ? undefined : await explained(app, path);
    if (found !== undefined) return found;
  }
  const colon = text.indexOf(":");
  if (colon <= 0) return undefined;
  const [name, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  const { providers } = await app.countBeneath([]);
  for (const { provider } of providers) {
    const container = core.parseKeyPath(provider);
    if (!isCalled(container.at(-1), name)) continue;
    for (const key of keyReadings(core, rest)) {
      const found = await explained(app, [...container, key]);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

async function explained(app: AppInspection, [root, ...keys]: readonly StableKey[]): Promise<Explanation | undefined> {
  return typeof root === "string" && keys.length > 0 ? app.explain([root, ...keys] as TargetPath) : undefined;
}

function isCalled(part: StableKey | undefined, name: string): boolean {
  return part === name || (Array.isArray(part) && part.at(-1) === name);
}

/** The ways to read a key alone: as the notation has it, as a tuple of several, as text. */
function keyReadings(core: CoreModule, text: string): StableKey[] {
  const parsed = (part: string): StableKey => {
    try {
      const path = core.parseKeyPath(part);
      return path.length === 1 ? (path[0] as StableKey) : part;
    } catch {
      return part;
    }
  };
  return [parsed(text), ...(text.includes(",") ? [text.split(",").map(parsed)] : []), text];
}
