import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

const decompress = promisify(brotliDecompress);

/** The WebAssembly module of a grammar. This file lies one folder deep, as the built one does: the path fits both. */
export async function readGrammarFile(language: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await decompress(await readFile(new URL(`../grammars/${language}.wasm.br`, import.meta.url))));
}
