// `pnpm new connector NAME | ops NAME | example NAME`: a package to begin with, which passes all checks as it is.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { generate, type Kind, kinds, packageFolder } from "../new/generate.ts";
import { repositoryRoot } from "../repository-root.ts";

const [kind = "", name = "", ...rest] = process.argv.slice(2);
process.exitCode = make();

function make(): number {
  if (!kinds.includes(kind as Kind) || name === "" || rest.length > 0) {
    console.error("Usage: pnpm new connector NAME | ops NAME | example NAME");
    return 2;
  }
  try {
    for (const file of generate(repositoryRoot, kind as Kind, name)) console.log(`made ${file}`);
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    return 1;
  }
  const folder = packageFolder(kind as Kind, name);
  // Where lines break hangs on how long the name is.
  const biome = path.join(repositoryRoot, "node_modules", ".bin", "biome");
  spawnSync(biome, ["format", "--write", folder], { cwd: repositoryRoot, stdio: "ignore" });
  console.log(
    [
      "",
      "Next:",
      "  pnpm install                       # links the package, and notes it in the lockfile",
      `  pnpm vitest run ${folder}`,
      ...(kind === "example" ? [] : ["  pnpm api:update                    # writes its api.d.ts"]),
      ...(kind === "connector"
        ? [
            `  pnpm --filter @coco-examples/docs fill ${name}   # its page shows its program`,
            "  node --conditions=coco-source tooling/docs/main.ts   # lists it among the stores to choose from",
          ]
        : []),
      "  pnpm check",
      "",
      kind === "connector"
        ? "docs/contributing/add-a-connector.md goes on from here."
        : "docs/contributing/README.md goes on from here.",
    ].join("\n"),
  );
  return 0;
}
