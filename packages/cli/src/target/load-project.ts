import { setSourceMapsSupport } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyApp, CoreModule } from "../core-module.ts";
import { UsageError } from "../usage-error.ts";
import { loadEnvironmentFile } from "./environment-file.ts";
import { explainLoadError } from "./explain-load-error.ts";
import { loadCoreFor } from "./load-core.ts";
import { locateTarget, type Target } from "./locate-target.ts";

/** The code behind a TARGET, loaded. */
export interface Project {
  readonly core: CoreModule;
  readonly target: Target;
  /** The file as a person would write it here. */
  readonly displayFile: string;
  /** All apps that the file and what it imports define. */
  readonly apps: readonly AnyApp[];
}

export interface ProjectOptions {
  readonly env?: string;
}

/** Loads the variables, the engine and the code of a TARGET. */
export async function loadProject(text: string | undefined, options: ProjectOptions): Promise<Project> {
  const target = locateTarget(text);
  const displayFile = path.relative("", target.file);
  loadEnvironmentFile(target.file, options.env);
  const core = await loadCoreFor(target.file);
  // Of code that was built, errors name the lines that were written.
  setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
  try {
    await import(pathToFileURL(target.file).href);
  } catch (error) {
    throw explainLoadError(error, target.file) ?? error;
  }
  const apps = core.registeredApps();
  if (apps.length > 0) return { core, target, displayFile, apps };
  throw new UsageError(
    `${displayFile} defines no app.`,
    'It must call app("Name", async function main() { … }) of @coco/core when it is loaded.',
  );
}
