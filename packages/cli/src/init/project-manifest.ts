import { ownManifest } from "../version.ts";
import type { Template } from "./template.ts";

/** Packages for writing the project, not for running it. */
const FOR_EDITING = ["@types/node", "oxlint", "oxlint-tsgolint", "typescript"];

/** The text of a project's package.json. Versions are those that this version of the command was tested with. */
export function projectManifest(name: string, { packages, scripts }: Template): string {
  const own = ownManifest();
  const known = { ...own.devDependencies, ...own.peerDependencies, "@coco/cli": `^${own.version}` };
  const versions = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.toSorted().map((one) => [one, released((known as Record<string, string>)[one])]));
  const manifest = {
    name,
    private: true,
    type: "module",
    scripts,
    dependencies: versions(["@coco/cli", "@coco/core", ...packages]),
    devDependencies: versions(FOR_EDITING),
    engines: { node: ">=22.18" },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** In a checkout of the repository the packages have no released version to name. */
function released(version: string | undefined): string {
  return version === undefined || /^(?:workspace|catalog):/.test(version) ? "*" : version;
}
