/** So many states stand in one function: LLVM's time and memory grow much faster than a function's length. */
const STATES_A_FUNCTION = 64;

const HEAD =
  "static bool ts_lex(TSLexer *lexer, TSStateId state) {\n  START_LEXER();\n  eof = lexer->eof(lexer);\n  switch (state) {\n";
const TAIL = "    default:\n      return false;\n  }\n}\n";
const PARAMETERS = "TSLexer *lexer, uint32_t state, int32_t lookahead, bool eof, bool *result";

/** What the generated states are written in: instead of jumping, a state returns where to go on. */
const MACROS = `
enum { DONE = 1 << 16, FAILED = 1 << 17, SKIPPED = 1 << 18 };
#pragma push_macro("ADVANCE")
#pragma push_macro("ADVANCE_MAP")
#pragma push_macro("SKIP")
#pragma push_macro("ACCEPT_TOKEN")
#pragma push_macro("END_STATE")
#undef ADVANCE
#undef ADVANCE_MAP
#undef SKIP
#undef ACCEPT_TOKEN
#undef END_STATE
#define ADVANCE(next) return next;
#define SKIP(next) return (next) | SKIPPED;
#define END_STATE() return DONE;
#define ACCEPT_TOKEN(symbol) *result = true; lexer->result_symbol = symbol; lexer->mark_end(lexer);
#define ADVANCE_MAP(...) { \\
  static const uint16_t map[] = { __VA_ARGS__ }; \\
  for (uint32_t i = 0; i < sizeof(map) / sizeof(map[0]); i += 2) if (map[i] == lookahead) return map[i + 1]; \\
}
`;

const MACROS_AS_BEFORE = `
#pragma pop_macro("ADVANCE")
#pragma pop_macro("ADVANCE_MAP")
#pragma pop_macro("SKIP")
#pragma pop_macro("ACCEPT_TOKEN")
#pragma pop_macro("END_STATE")
`;

/**
 * Cuts the lexer of a generated `parser.c` into many small functions. The generator writes one function, whose states jump
 * to one another by `goto`; here a loop calls them. What is read and what is accepted is the same.
 *
 * @throws Error when the lexer is not written as tree-sitter's generator writes it.
 */
export function splitLexer(parser: string): string {
  const begin = parser.indexOf(HEAD);
  const end = parser.indexOf(TAIL, begin);
  if (begin < 0 || end < 0) throw new Error("The parser has no ts_lex of the form that is known.");
  const states = parser
    .slice(begin + HEAD.length, end)
    .split(/^ {4}(?=case \d+:$)/m)
    .slice(1);
  const strange = states.findIndex((state, index) => !state.startsWith(`case ${index}:\n`));
  if (strange >= 0) throw new Error(`State ${strange} of ts_lex is not where it is expected.`);
  const functions = Array.from({ length: Math.ceil(states.length / STATES_A_FUNCTION) }, (_, index) =>
    lexerPart(index, states.slice(index * STATES_A_FUNCTION, (index + 1) * STATES_A_FUNCTION)),
  );
  const rest = parser.slice(end + TAIL.length);
  return [parser.slice(0, begin), MACROS, ...functions, MACROS_AS_BEFORE, loop(functions.length), rest].join("");
}

function lexerPart(index: number, states: readonly string[]): string {
  const cases = states.map((state) => `    ${state}`).join("");
  return `
static __attribute__((noinline)) uint32_t ts_lex_${index}(${PARAMETERS}) {
  switch (state) {
${cases}    default:
      return FAILED;
  }
}
`;
}

function loop(parts: number): string {
  const calls = Array.from(
    { length: parts },
    (_, index) => `      case ${index}: next = ts_lex_${index}(lexer, state, lexer->lookahead, eof, &result); break;\n`,
  );
  return `
static bool ts_lex(TSLexer *lexer, TSStateId state) {
  bool result = false;
  for (;;) {
    bool eof = lexer->eof(lexer);
    uint32_t next;
    switch (state / ${STATES_A_FUNCTION}) {
${calls.join("")}      default: return false;
    }
    if (next & DONE) return result;
    if (next & FAILED) return false;
    state = (TSStateId)next;
    lexer->advance(lexer, (next & SKIPPED) != 0);
  }
}
`;
}
