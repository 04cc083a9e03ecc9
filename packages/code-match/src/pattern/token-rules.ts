/** How a language writes what a pattern takes in one piece. */
export interface TokenRules {
  /** Strings and what else must be the text of a whole node. */
  readonly literals: RegExp;
  /** Identifiers and numbers. */
  readonly words: RegExp;
  /** "all": letters match in either case; "calls": in the word before a `(`. */
  readonly folding: "none" | "all" | "calls";
  /** Whether text stands between tags. */
  readonly markup: boolean;
}

const IDENTIFIER = String.raw`[\p{XID_Start}_]\p{XID_Continue}*`;
const NUMBER = String.raw`(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?\p{XID_Continue}*`;

const double = String.raw`"(?:[^"\\\n]|\\[\s\S])*"`;
const single = String.raw`'(?:[^'\\\n]|\\[\s\S])*'`;
const longDouble = String.raw`"(?:[^"\\]|\\[\s\S])*"`;
const longSingle = String.raw`'(?:[^'\\]|\\[\s\S])*'`;
const backtick = "`(?:[^`\\\\]|\\\\[\\s\\S])*`";
const plainBacktick = "`[^`]*`";
const plainSingle = String.raw`'[^']*'`;
const plainDouble = String.raw`"[^"]*"`;
const doubledSingle = String.raw`'(?:[^']|'')*'`;
const doubledDouble = String.raw`"(?:[^"]|"")*"`;
const tripleDouble = String.raw`"""(?:[^\\]|\\[\s\S])*?"""`;
const tripleSingle = String.raw`'''(?:[^\\]|\\[\s\S])*?'''`;
const plainTripleDouble = String.raw`"""[\s\S]*?"""+`;
const plainTripleSingle = String.raw`'''[\s\S]*?'''+`;
// A quote that begins a character and not, say, a lifetime.
const character = String.raw`'(?:[^'\\\n]|\\(?:[^ux]|x[\da-fA-F]+|u[\da-fA-F]+|u\{[\da-fA-F_]+\}))'`;
const cPrefix = "(?:u8|[uUL])?";
const cRaw = String.raw`(?:u8|[uUL])?R"(?<raw>[^()\\\s]*)\([\s\S]*?\)\k<raw>"`;

interface Options {
  readonly words?: readonly string[];
  readonly folding?: TokenRules["folding"];
  readonly markup?: boolean;
}

function rules(
  literals: readonly string[],
  { words = [], folding = "none", markup = false }: Options = {},
): TokenRules {
  return {
    literals: new RegExp(literals.length === 0 ? "(?!)" : literals.join("|"), "uy"),
    words: new RegExp([...words, IDENTIFIER, NUMBER].join("|"), "uy"),
    folding,
    markup,
  };
}

const cssNumber = String.raw`(?<![\p{XID_Continue}-])[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:%|[A-Za-z]+)?`;
const rNumber = String.raw`(?:0[xX][\da-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)[Li]?`;
const tomlDate = String.raw`\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?`;
const pythonPrefix = "(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?";

const ecmaScript = rules([double, single, backtick]);
const markup = rules([plainDouble, plainSingle], { markup: true });
const byDefault = rules([double, single]);

const byLanguage: Readonly<Record<string, TokenRules>> = {
  astro: markup,
  bash: rules([`\\$?${longDouble}`, String.raw`\$'(?:[^'\\]|\\[\s\S])*'`, plainSingle]),
  c: rules([cPrefix + double, cPrefix + single]),
  cmake: rules([longDouble, String.raw`\[(?<bracket>=*)\[[\s\S]*?\]\k<bracket>\]`], { folding: "calls" }),
  cpp: rules([cRaw, cPrefix + double, cPrefix + single]),
  csharp: rules([
    String.raw`\$*"""[\s\S]*?"""+`,
    String.raw`(?:\$@|@\$|@)"(?:[^"]|"")*"`,
    `\\$?${double}(?:u8)?`,
    single,
  ]),
  css: rules([double, single, String.raw`#[\da-fA-F]{3,8}(?![\p{XID_Continue}-])`, cssNumber], {
    words: [String.raw`-{0,2}[\p{XID_Start}_][\p{XID_Continue}-]*`],
  }),
  dart: rules([
    String.raw`r"""[\s\S]*?"""|r'''[\s\S]*?'''|r"[^"\n]*"|r'[^'\n]*'`,
    tripleDouble,
    tripleSingle,
    double,
    single,
  ]),
  elixir: rules([tripleDouble, tripleSingle, longDouble, longSingle]),
  elm: rules([tripleDouble, double, character]),
  fortran: rules([doubledSingle, doubledDouble], { folding: "all" }),
  go: rules([double, plainBacktick, single]),
  graphql: rules([tripleDouble, double]),
  haskell: rules([longDouble, character]),
  hcl: rules([longDouble]),
  html: markup,
  java: rules([tripleDouble, double, single]),
  javascript: ecmaScript,
  json: rules([double, single]),
  julia: rules([`(?:raw|[br])?${tripleDouble}`, `(?:raw|[br])?${longDouble}`, backtick, character]),
  kotlin: rules([plainTripleDouble, double, single]),
  lua: rules([String.raw`\[(?<bracket>=*)\[[\s\S]*?\]\k<bracket>\]`, double, single]),
  nix: rules([longDouble, String.raw`''(?:[^']|'[^']|''['$\\])*''`]),
  pascal: rules([doubledSingle, String.raw`\$[\da-fA-F]+`, String.raw`#\d+`], { folding: "all" }),
  php: rules([longDouble, longSingle, backtick]),
  python: rules([
    pythonPrefix + tripleDouble,
    pythonPrefix + tripleSingle,
    pythonPrefix + double,
    pythonPrefix + single,
  ]),
  r: rules([String.raw`[rR]"(?<dashes>-*)\([\s\S]*?\)\k<dashes>"`, longDouble, longSingle, plainBacktick, rNumber]),
  ruby: rules([longDouble, longSingle, backtick]),
  rust: rules([String.raw`(?:br|cr|r)(?<hashes>#*)"[\s\S]*?"\k<hashes>`, `[bc]?${longDouble}`, `b?${character}`]),
  scala: rules([
    String.raw`(?:[\p{XID_Start}_]\p{XID_Continue}*)?"""[\s\S]*?"""+`,
    String.raw`(?:[\p{XID_Start}_]\p{XID_Continue}*)?${double}`,
    character,
    plainBacktick,
  ]),
  solidity: rules([`(?:hex|unicode)?${double}`, `(?:hex|unicode)?${single}`]),
  sql: rules([doubledSingle, doubledDouble, plainBacktick], { folding: "all" }),
  svelte: markup,
  swift: rules([String.raw`(?<pounds>#+)(?:"""[\s\S]*?"""|".*?")\k<pounds>`, tripleDouble, double]),
  toml: rules([plainTripleSingle, plainTripleDouble, double, plainSingle, tomlDate]),
  tsx: ecmaScript,
  typescript: ecmaScript,
  vue: markup,
  xml: markup,
  yaml: rules([doubledSingle, longDouble]),
  zig: rules([double, character]),
};

/** The rules of a language with a grammar. */
export function tokenRules(language: string): TokenRules {
  return byLanguage[language] ?? byDefault;
}
