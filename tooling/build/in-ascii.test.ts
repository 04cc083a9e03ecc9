import { runInThisContext } from "node:vm";
import { expect, test } from "vitest";
import { inAscii } from "./in-ascii.ts";

test("texts, templates and patterns mean the same in ASCII", () => {
  const code =
    '["wait …", `\u{1F4A5} ${1 + 1} – °`, "\\\\é", /^[ä-ö…]+$/u.test("äö…"), /\u{1F4A5}/.exec("\u{1F4A5}")[0]] // ½';

  const ascii = inAscii(code);

  expect(ascii).toMatch(/^[\0-\x7f]*$/);
  expect(runInThisContext(ascii)).toEqual(runInThisContext(code));
});

test("ASCII stays as it is", () => {
  const code = 'const text = "\\u2026 \\n\\\\";\n';

  expect(inAscii(code)).toBe(code);
});

test("what would mean something else as an escape is refused", () => {
  expect(() => inAscii('const text = "\\…";')).toThrow('a backslash before "…"');
  expect(() => inAscii("const text = String.raw`…`;")).toThrow("a raw template");
});
