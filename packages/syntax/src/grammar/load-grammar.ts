import { readGrammarFile } from "../grammar-file.ts";
import { findLanguage } from "../language/find-language.ts";
import { SyntaxTree } from "../tree/syntax-tree.ts";
import type { Grammar } from "./grammar.ts";
import { parseWith } from "./parse-with.ts";
import { type ParserModule, startModule } from "./parser-module.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";
import { type WasmModule, webAssembly } from "./web-assembly.ts";

/** An instance whose memory has grown beyond this is given up: WebAssembly memory never shrinks. */
const LARGEST_KEPT_MEMORY = 64 * 1024 * 1024;

const loaded = new Map<string, Promise<Grammar>>();

/**
 * Loads the grammar of a language, once a process; undefined when there is none. Only what is asked for is read and
 * compiled.
 *
 * @param language - a name, an alias, or an extension with its dot; case does not matter.
 */
export async function loadGrammar(language: string): Promise<Grammar | undefined> {
  const known = findLanguage(language);
  if (known?.hasGrammar !== true) return undefined;
  const { name } = known;
  let grammar = loaded.get(name);
  if (grammar === undefined) {
    grammar = readGrammar(name);
    loaded.set(name, grammar);
    // What failed for want of files or memory may succeed later.
    grammar.catch(() => loaded.delete(name));
  }
  return grammar;
}

async function readGrammar(language: string): Promise<Grammar> {
  return new LoadedGrammar(language, await webAssembly.compile(await readGrammarFile(language)));
}

class LoadedGrammar implements Grammar {
  readonly language: string;
  readonly #module: WasmModule;
  readonly #vocabulary: Vocabulary;
  #parser: ParserModule | undefined;

  constructor(language: string, module: WasmModule) {
    this.language = language;
    this.#module = module;
    this.#parser = startModule(module);
    this.#vocabulary = readVocabulary(this.#parser);
  }

  get kinds(): Vocabulary["kinds"] {
    return this.#vocabulary.kinds;
  }

  parse(text: string): SyntaxTree | undefined {
    const parser = (this.#parser ??= startModule(this.#module));
    let records: Uint32Array | undefined;
    try {
      records = parseWith(parser, text, this.language);
    } catch (error) {
      // The module stopped itself: out of memory, or a fault in a grammar's own code. Its state is worth nothing now.
      this.#parser = undefined;
      if (error instanceof webAssembly.RuntimeError || error instanceof RangeError) return undefined;
      throw error;
    }
    if (parser.memory.buffer.byteLength > LARGEST_KEPT_MEMORY) this.#parser = undefined;
    return records === undefined ? undefined : new SyntaxTree(this, text, this.#vocabulary, records);
  }
}
