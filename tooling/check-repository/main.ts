// Checks the rules of this repository that no ready-made tool checks.
import { repositoryRoot } from "../repository-root.ts";
import { changesetsConfigured } from "./changesets-configured.ts";
import { connectorPage } from "./connector-page.ts";
import { connectorShape } from "./connector-shape.ts";
import { dependencyDirection } from "./dependency-direction.ts";
import { explainedSkips } from "./explained-skips.ts";
import { fileNames } from "./file-names.ts";
import { fileSize } from "./file-size.ts";
import { noDefaultExports } from "./no-default-exports.ts";
import { noMachineTraces } from "./no-machine-traces.ts";
import { packageManifest } from "./package-manifest.ts";
import { readRepository } from "./read-repository.ts";
import { resolvingLinks } from "./resolving-links.ts";
import { sameExamples } from "./same-examples.ts";

const rules = [
  dependencyDirection,
  connectorShape,
  connectorPage,
  packageManifest,
  changesetsConfigured,
  noDefaultExports,
  fileNames,
  fileSize,
  noMachineTraces,
  explainedSkips,
  resolvingLinks,
  sameExamples,
];
const repository = readRepository(repositoryRoot);
for (const { name, check } of rules) {
  const found = check(repository);
  if (found.length === 0) continue;
  console.error(`✗ ${name}\n${found.map((line) => `  ${line}`).join("\n")}`);
  process.exitCode = 1;
}
