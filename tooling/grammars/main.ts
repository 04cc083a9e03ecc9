// Builds the grammars of @coco/syntax from their published C sources:
//
//   node tooling/grammars/main.ts [NAME…]     builds all, or those named, and notes their hashes
//   node tooling/grammars/main.ts --check     builds them and fails where a hash is another than the one noted
//
// It wants cargo, which fetches the sources, and the version of Zig that compiler.ts names.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { repositoryRoot } from "../repository-root.ts";
import { compileGrammar, compileRuntime } from "./compile-grammar.ts";
import { findZig } from "./compiler.ts";
import { GRAMMARS } from "./grammar-list.ts";
import { writeLicenses } from "./licenses.ts";
import { fetchSources } from "./sources.ts";

/** What is noted of each grammar: where it comes from, and what its module must hash to. */
interface Noted {
  readonly crate: string;
  readonly version: string;
  readonly bytes: number;
  readonly sha256: string;
}

const output = path.join(repositoryRoot, "packages/syntax/grammars");
const noted = path.join(repositoryRoot, "tooling/grammars/hashes.json");
const work = path.join(repositoryRoot, ".tooling/grammars");
const names = process.argv.slice(2).filter((argument) => argument !== "--check");
const check = process.argv.includes("--check");

const zig = findZig();
const crates = fetchSources(work);
copyFileSync(path.join(import.meta.dirname, "parse.c"), path.join(work, "parse.c"));
const runtime = compileRuntime(zig, work);
const hashes = (): Record<string, Noted> => JSON.parse(readFileSync(noted, "utf8")) as Record<string, Noted>;
mkdirSync(output, { recursive: true });
for (const grammar of GRAMMARS) {
  if (names.length > 0 && !names.includes(grammar.name)) continue;
  const module = compileGrammar(grammar, "parse.c", runtime, zig, work);
  const sha256 = createHash("sha256").update(module).digest("hex");
  if (check) {
    const expected = hashes()[grammar.name]?.sha256;
    if (expected === sha256) console.log(`${grammar.name}: as noted`);
    else throw new Error(`${grammar.name}: built to ${sha256}, noted is ${expected ?? "nothing"}`);
    continue;
  }
  const { crate, version } = grammar;
  const compressed = brotliCompressSync(module, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: module.length },
  });
  writeFileSync(path.join(output, `${grammar.name}.wasm.br`), compressed);
  const all = { ...hashes(), [grammar.name]: { crate, version, bytes: module.length, sha256 } };
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(noted, `${JSON.stringify(sorted, undefined, 2)}\n`);
  console.log(`${grammar.name}: ${module.length} bytes, ${compressed.length} compressed`);
}
if (!check) writeLicenses(crates, path.join(output, "LICENSES.txt"));
