import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { registrySettings } from "../../bootstrap/registry-settings.mjs";
import { publishAll, publishMisfit } from "./publish.ts";
import { type LocalRegistry, startRegistry } from "./registry.ts";
import { makeReleaseCopy, type ReleasedPackage } from "./release-copy.ts";
import { UserProject } from "./user-project.ts";

/** A release that goes to a registry of this machine, and what users of it see. */
export class Rehearsal {
  readonly packages: readonly ReleasedPackage[];
  readonly #folder: string;
  readonly #registry: LocalRegistry;
  #projects = 0;

  private constructor(folder: string, registry: LocalRegistry, packages: readonly ReleasedPackage[]) {
    this.#folder = folder;
    this.#registry = registry;
    this.packages = packages;
  }

  static async begin(): Promise<Rehearsal> {
    const folder = mkdtempSync(path.join(tmpdir(), "coco-release-"));
    const copy = path.join(folder, "repository");
    mkdirSync(copy);
    const packages = await makeReleaseCopy(copy);
    const registry = await startRegistry(path.join(folder, "registry"), upstreamRegistry());
    await publishAll(packages, registry.url);
    return new Rehearsal(folder, registry, packages);
  }

  /** An empty project. */
  project(): UserProject {
    return new UserProject(path.join(this.#folder, `user-${++this.#projects}`), this.#registry.url);
  }

  /** Publishes the kit in a version that fits no engine. */
  async publishMisfitKit(version: string): Promise<void> {
    const kit = this.packages.find(({ name }) => name === "@coco/connectorkit");
    if (kit === undefined) throw new Error("There is no @coco/connectorkit among the packages.");
    await publishMisfit(kit, { registry: this.#registry.url, version });
  }

  async end(): Promise<void> {
    await this.#registry.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Where this machine gets its packages from. */
function upstreamRegistry(): string {
  const registry = registrySettings(process.env)["pnpm_config_registry"] ?? process.env["pnpm_config_registry"];
  if (registry === undefined) throw new Error("npm does not say where its registry is: `npm config get registry`.");
  return registry;
}
