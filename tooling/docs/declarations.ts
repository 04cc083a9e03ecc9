import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { TargetDeclaration } from "../../packages/connectorkit/src/index.ts";
import { repositoryRoot } from "../repository-root.ts";

/** A connector, and what it says of its target. */
export interface Declared {
  /** "postgres". */
  readonly name: string;
  readonly declaration: TargetDeclaration;
}

/** Reads what each connector says of its target (`src/declaration.ts`), in the order of the systems' names. */
export async function readDeclarations(root: string = repositoryRoot): Promise<Declared[]> {
  const folders = globSync("packages/connector-*", { cwd: root });
  const declared = folders.map(async (folder) => {
    const file = path.join(root, folder, "src", "declaration.ts");
    if (!existsSync(file)) return [];
    const { declaration } = (await import(pathToFileURL(file).href)) as { readonly declaration: TargetDeclaration };
    return [{ name: folder.replace(/^packages\/connector-/, ""), declaration }];
  });
  const found = (await Promise.all(declared)).flat();
  return found.sort((a, b) => a.declaration.system.localeCompare(b.declaration.system, "en"));
}
