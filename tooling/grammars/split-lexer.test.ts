import { describe, expect, it } from "vitest";
import { splitLexer } from "./split-lexer.ts";

function parser(states: readonly string[]): string {
  const cases = states.map((state, index) => `    case ${index}:\n      ${state}\n      END_STATE();\n`).join("");
  return `// before
static bool ts_lex(TSLexer *lexer, TSStateId state) {
  START_LEXER();
  eof = lexer->eof(lexer);
  switch (state) {
${cases}    default:
      return false;
  }
}

static bool ts_lex_keywords(TSLexer *lexer, TSStateId state) {}
`;
}

describe("splitLexer", () => {
  it("puts every state into one of several functions, and leaves what stands around the lexer", () => {
    const states = Array.from({ length: 200 }, (_, state) => `if (lookahead == 'a') ADVANCE(${(state + 1) % 200});`);
    const split = splitLexer(parser(states));
    expect(split.match(/uint32_t ts_lex_\d+\(/g)).toHaveLength(4);
    expect(split.match(/^ {4}case \d+:$/gm)).toHaveLength(200);
    expect(split.match(/^ {6}case \d+: next = ts_lex_\d+\(/gm)).toHaveLength(4);
    for (const state of states) expect(split).toContain(state);
    expect(split.startsWith("// before\n")).toBe(true);
    expect(split.endsWith("static bool ts_lex_keywords(TSLexer *lexer, TSStateId state) {}\n")).toBe(true);
  });

  it("refuses a parser that it does not know how to read", () => {
    expect(() => splitLexer("int main() {}")).toThrow(/no ts_lex/);
    expect(() => splitLexer(parser(["ADVANCE(0);"]).replace("case 0:", "case 7:"))).toThrow(/State 0/);
  });
});
