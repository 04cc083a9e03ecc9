import type { Rule, WorkspacePackage } from "./rule.ts";

const SOURCE_CONDITION = "coco-source";

export const packageManifest: Rule = {
  name: "a package has a README, a licence, one version scheme and an exports map",
  check: (repository) =>
    repository.packages.flatMap((one) => {
      const found = [...inEveryPackage(one), ...(one.manifest.private === true ? [] : inPublishedPackage(one))];
      if (!repository.files.includes(`${one.folder}/README.md`)) found.push("has no README.md");
      return found.map((what) => `${one.folder}: ${what}`);
    }),
};

function inEveryPackage({ manifest }: WorkspacePackage): string[] {
  return manifest.license === "Apache-2.0" ? [] : ['package.json must say "license": "Apache-2.0"'];
}

function inPublishedPackage({ folder, manifest }: WorkspacePackage): string[] {
  const found: string[] = [];
  if (manifest.name !== `@coco/${folder.split("/")[1]}`)
    found.push(`is called ${manifest.name}: folder and name must agree`);
  const development = Object.entries(manifest.exports ?? {});
  if (development.length === 0) found.push("package.json has no exports");
  for (const [entry, target] of development) {
    if (entry === "./package.json") continue;
    if (typeof target !== "object" || target === null || Object.keys(target)[0] !== SOURCE_CONDITION) {
      found.push(`exports["${entry}"] must begin with the condition "${SOURCE_CONDITION}"`);
    }
  }
  const published = manifest.publishConfig?.exports ?? {};
  if (JSON.stringify(withoutSources(manifest.exports ?? {})) !== JSON.stringify(published)) {
    found.push(`publishConfig.exports must be exports without the condition "${SOURCE_CONDITION}"`);
  }
  return found;
}

function withoutSources(exports: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(exports).map(([entry, target]) => {
      if (typeof target !== "object" || target === null) return [entry, target];
      return [
        entry,
        Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== SOURCE_CONDITION)),
      ];
    }),
  );
}
