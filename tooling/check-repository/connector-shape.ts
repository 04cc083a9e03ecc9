import type { Repository, Rule, WorkspacePackage } from "./rule.ts";

/** What makes one connector look like every other: `pnpm new connector` begins with it. */
export const connectorShape: Rule = {
  name: "a connector keeps the contract, has its page, and names its errors and target states after itself",
  check: (repository) =>
    repository.packages
      .filter(({ folder }) => folder.startsWith("packages/connector-"))
      .flatMap((one) => problemsOf(one, repository).map((problem) => `${one.folder}: ${problem}`)),
};

function problemsOf({ folder }: WorkspacePackage, { files, text }: Repository): string[] {
  const name = folder.slice("packages/connector-".length);
  const page = `docs/connectors/${name}.md`;
  const sources = files.filter((file) => file.startsWith(`${folder}/src/`) && file.endsWith(".ts"));
  const inTests = sources.filter((file) => file.endsWith(".test.ts")).map((file) => text(file) ?? "");
  const inCode = sources.filter((file) => !/\.(?:test|fixture)\.ts$/.test(file)).map((file) => text(file) ?? "");
  const problems: string[] = [];
  if (!inTests.some((one) => /\btest(?:Target|Source)\(/.test(one))) {
    problems.push("no test hands it to testTarget or testSource of @coco/connectorkit/testing");
  }
  if (!files.includes(page)) problems.push(`there is no ${page}`);
  if (text(`${folder}/README.md`)?.includes(`docs/connectors/${name}.md`) !== true) {
    problems.push(`README.md does not lead to ${page}`);
  }
  if (!/\bexport \{ \w+Error\b/.test(text(`${folder}/src/index.ts`) ?? "")) {
    problems.push("src/index.ts exports no class of errors");
  }
  for (const [, root = ""] of inCode.join("\n").matchAll(/\bregisterRootTargets\(\s*"([^"]+)"/g)) {
    if (!root.startsWith(`coco.${name}.`)) problems.push(`the target states "${root}" are not called coco.${name}.…`);
  }
  return problems;
}
