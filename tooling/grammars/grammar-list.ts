/** Where the sources of one grammar come from. */
export interface GrammarSource {
  /** The name that coco knows it by; its C function is `tree_sitter_` and this, with exceptions. */
  readonly name: string;
  readonly crate: string;
  readonly version: string;
  /** The folder of the crate that holds `parser.c`. */
  readonly folder: string;
  /** The C function that returns the grammar. */
  readonly entry: string;
  /** Whether its scanner reads memory that it never set, and so must be given zeros. */
  readonly zeroed: boolean;
  /** Whether its lexer is too large for a compiler in one piece. */
  readonly splitLexer: boolean;
}

/** The parser itself: the C sources of the crate `tree-sitter`. */
export const RUNTIME = { crate: "tree-sitter", version: "0.25.10" } as const;

interface Exceptions {
  readonly folder?: string;
  readonly entry?: string;
  readonly zeroed?: boolean;
  readonly splitLexer?: boolean;
}

function grammar(name: string, crate: string, version: string, exceptions: Exceptions = {}): GrammarSource {
  const { folder = "src", entry = `tree_sitter_${name}`, zeroed = false, splitLexer = false } = exceptions;
  return { name, crate: `tree-sitter-${crate}`, version, folder, entry, zeroed, splitLexer };
}

/**
 * The grammars, at the versions that CocoIndex 1.0.26 has where it has them: the same trees give the same chunks. The last
 * ones it lacks.
 */
export const GRAMMARS: readonly GrammarSource[] = [
  grammar("astro", "astro-next", "0.1.1"),
  grammar("bash", "bash", "0.25.1"),
  grammar("c", "c", "0.24.2"),
  grammar("cmake", "cmake", "0.7.4", { zeroed: true }),
  grammar("cpp", "cpp", "0.23.4"),
  grammar("csharp", "c-sharp", "0.23.5", { entry: "tree_sitter_c_sharp" }),
  grammar("css", "css", "0.23.2"),
  grammar("dart", "dart", "0.2.0"),
  grammar("dtd", "xml", "0.7.0", { folder: "dtd/src" }),
  grammar("elm", "elm", "5.9.4"),
  grammar("fortran", "fortran", "0.5.1", { splitLexer: true }),
  grammar("go", "go", "0.23.4"),
  grammar("hcl", "hcl", "1.1.0"),
  grammar("html", "html", "0.23.2"),
  grammar("java", "java", "0.23.5"),
  grammar("javascript", "javascript", "0.23.1"),
  grammar("json", "json", "0.24.8"),
  grammar("julia", "julia", "0.23.1", { splitLexer: true }),
  grammar("kotlin", "kotlin-ng", "1.1.0"),
  grammar("lua", "lua", "0.5.0"),
  grammar("markdown", "md", "0.5.3", { folder: "tree-sitter-markdown/src" }),
  grammar("nix", "nix", "0.3.0"),
  grammar("pascal", "pascal", "0.10.2"),
  grammar("php", "php", "0.23.11", { folder: "php/src" }),
  grammar("python", "python", "0.23.6"),
  grammar("r", "r", "1.3.0"),
  grammar("ruby", "ruby", "0.23.1"),
  grammar("rust", "rust", "0.24.2"),
  grammar("scala", "scala", "0.24.1"),
  grammar("solidity", "solidity", "1.2.13"),
  grammar("sql", "sequel", "0.3.11"),
  grammar("svelte", "svelte-ng", "1.0.2"),
  grammar("swift", "swift", "0.7.3", { splitLexer: true }),
  grammar("toml", "toml-ng", "0.7.0"),
  grammar("tsx", "typescript", "0.23.2", { folder: "tsx/src" }),
  grammar("typescript", "typescript", "0.23.2", { folder: "typescript/src" }),
  grammar("vue", "vue-next", "0.1.0"),
  grammar("xml", "xml", "0.7.0", { folder: "xml/src" }),
  grammar("yaml", "yaml", "0.7.2"),
  grammar("dockerfile", "containerfile", "0.9.2", { entry: "tree_sitter_containerfile" }),
  grammar("elixir", "elixir", "0.3.5"),
  grammar("graphql", "graphql", "0.3.0"),
  grammar("proto", "proto", "0.6.0"),
  grammar("haskell", "haskell", "0.24.1"),
  grammar("zig", "zig", "1.1.2"),
];
