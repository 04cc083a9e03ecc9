import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The folder of this package. */
export const benchmarksFolder: string = path.join(import.meta.dirname, "..", "..");
const COMPILED = path.join(benchmarksFolder, "dist");
const PACKAGES = [
  "connectorkit",
  "core",
  "connector-localfs",
  "connector-lancedb",
  "connector-neo4j",
  "connector-postgres",
  "connector-sqlite",
  "ops-text",
  "property-graph",
  "syntax",
  "code-match",
  "cli",
];
let compiled = false;

/**
 * The JavaScript file of a measured program, given by its path beneath `src`. Programs are compiled before they are
 * measured, as what is deployed is: taking the types out when a program starts costs Node about 50 ms and 20 MB, which
 * is neither coco's nor a peer's.
 */
export function compiledProgram(source: string): string {
  compileOnce();
  return path.join(COMPILED, source.replace(/\.ts$/u, ".js"));
}

/** A file of one of our packages, as it is deployed. */
export function packageFile(name: string): string {
  return path.join(benchmarksFolder, "..", "packages", name);
}

function compileOnce(): void {
  if (compiled) return;
  const missing = PACKAGES.filter((name) => !existsSync(packageFile(`${name}/dist/index.mjs`)));
  if (missing.length > 0) throw new Error(`These packages are not built: ${missing.join(", ")}. Run pnpm build first.`);
  const require = createRequire(import.meta.url);
  const compiler = path.join(path.dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const child = spawnSync(process.execPath, [compiler, "-p", path.join(benchmarksFolder, "tsconfig.programs.json")], {
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(`The programs do not compile:\n${child.stdout}${child.stderr}`);
  compiled = true;
}
