import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Zig } from "./compiler.ts";
import { type GrammarSource, RUNTIME } from "./grammar-list.ts";
import { splitLexer } from "./split-lexer.ts";

const TARGET = ["-target", "wasm32-wasi", "-DNDEBUG", "-fno-sanitize=undefined", "-Wno-everything"];

/** Compiles the runtime, once for all grammars; returns the object's name. */
export function compileRuntime(zig: Zig, folder: string): string {
  const object = "runtime.o";
  const { include, source } = runtimeFolders();
  zig(["cc", ...TARGET, "-O2", "-c", "-I", include, "-I", source, `${source}/lib.c`, "-o", object], folder);
  return object;
}

/** Compiles one grammar and links it with the runtime; returns the module. */
export function compileGrammar(
  grammar: GrammarSource,
  glue: string,
  runtime: string,
  zig: Zig,
  folder: string,
): Uint8Array {
  const sources = `crates/${grammar.crate}/${grammar.folder}`;
  const parser = grammar.splitLexer ? writeSplit(folder, sources) : "parser.c";
  const files = [parser, "scanner.c"].map((file) => `${sources}/${file}`);
  const present = files.filter((file) => existsSync(path.join(folder, file)));
  const module = `${grammar.name}.wasm`;
  // A reactor: a library that is called, not a program that runs. The stack is for grammars that recurse.
  const linked = ["-mexec-model=reactor", "-Wl,-z,stack-size=1048576", "-Wl,--strip-all"];
  const includes = ["-I", runtimeFolders().include, "-I", sources];
  const defines = [`-DGRAMMAR=${grammar.entry}`, ...(grammar.zeroed ? ["-Dmalloc=zeroed_malloc"] : [])];
  zig(
    ["cc", ...TARGET, "-Os", "-g0", ...defines, ...includes, glue, runtime, ...present, ...linked, "-o", module],
    folder,
  );
  return readFileSync(path.join(folder, module));
}

function writeSplit(folder: string, sources: string): string {
  const split = "parser.split.c";
  const parser = readFileSync(path.join(folder, sources, "parser.c"), "utf8");
  writeFileSync(path.join(folder, sources, split), splitLexer(parser));
  return split;
}

function runtimeFolders(): { readonly include: string; readonly source: string } {
  const crate = `crates/${RUNTIME.crate}`;
  return { include: `${crate}/include`, source: `${crate}/src` };
}
