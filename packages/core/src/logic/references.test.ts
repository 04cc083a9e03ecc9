import { describe, expect, it } from "vitest";
import { analyseModule } from "./analyse-module.ts";
import { parse } from "./parser.ts";

/** The names of the module's declarations that a function's text refers to. */
function referredBy(body: string): readonly string[] {
  const source = `import { fn } from "@coco/core";
let a = 1, b = 2, c = 3;
export const f = fn(${body});`;
  const parsed = parse("a.jsx", source, "jsx");
  if (typeof parsed === "string") throw new Error(parsed);
  const record = analyseModule(source, parsed);
  const references = record.sites[0]?.argument.references ?? [];
  return references.map(
    (reference) => (reference[0] === "declaration" ? record.declarations[reference[1]]?.name : undefined) ?? "?",
  );
}

describe("a reference is seen", () => {
  it.each([
    ["as a default", "(x = a) => x"],
    ["in a pattern's default", "({ x = a, y: [z = b] = [] }) => z"],
    ["as a computed key of a pattern", "({ [a]: x }) => x"],
    ["as a shorthand property", "() => ({ a })"],
    ["as a computed property", "() => ({ [a]: 1 })"],
    ["as an object", "() => a.b.c"],
    ["as an index", "(x) => x[a]"],
    ["in a spread", "(x) => f2(...a)"],
    ["in a template", "() => `${a}`"],
    ["as a tag", "() => a`x`"],
    ["in an assignment", "() => { a = 1; }"],
    ["in a destructuring assignment", "() => { ({ x: a } = {}); [b] = []; }"],
    ["in an update", "() => { a++; }"],
    ["as a loop's variable", "() => { for (a of []); }"],
    ["in a loop", "() => { for (let i = a; i < b; i += c); }"],
    ["as a class's base", "() => class extends a {}"],
    ["in a class", "() => class { x = a; static { b; } [c]() {} }"],
    ["in a switch", "(x) => { switch (x) { case a: return b; default: return c; } }"],
    ["in a nested function", "() => () => function () { return a; }"],
    ["in an optional call", "() => a?.()"],
    ["as an element", "() => <x y={a}>{b}</x>"],
    ["beside a property of that name", "(x) => x.a + { a: 1 }.a + a"],
    ["before a block that declares the name", "() => { const x = a; { const a = 1; } return x; }"],
    ["after a function that declares the name", "() => { function g() { var a; } return a; }"],
    ["beside a label of that name", "() => { a: for (;;) break a; return a; }"],
    ["in the head of a catch", "() => { try {} catch { a; } }"],
    ["with typeof and delete", "() => typeof a"],
    ["in await and yield", "async function* () { yield await a; }"],
    ["as new.target's neighbour", "function () { return new.target ?? a; }"],
  ])("%s", (_, body) => {
    expect(referredBy(body)[0]).toBe("a");
  });

  it("in the order of the text, once each", () => {
    expect(referredBy("() => [c, a, c, b, a]")).toEqual(["c", "a", "b"]);
  });
});

describe("a local name is none", () => {
  it.each([
    ["of a parameter", "(a) => a"],
    ["of a pattern", "({ x: a, ...b }, [c]) => a + b + c"],
    ["of a constant", "() => { const a = 1; return a; }"],
    ["of a hoisted variable", "() => { a = 1; if (a) { var a = 2; } }"],
    ["of a hoisted function", "() => { return a(); function a() {} }"],
    ["of a class", "() => { class a { m() { return a; } } return a; }"],
    ["of the function itself", "function a() { return a; }"],
    ["of a function expression inside", "() => (function a() { return a; })"],
    ["of a class expression", "() => class a { static b = a; }"],
    ["of a catch", "() => { try {} catch (a) { return a; } }"],
    ["of a loop", "() => { for (const a of []) a; for (let b = 0; b < 1; b++) b; }"],
    ["of a block around it", "() => { { let a = 1; { () => a; } } }"],
    ["of a switch", "(x) => { switch (x) { case 1: let a; default: a; } }"],
    ["of an outer function's parameter", "(a) => () => a"],
    [
      "of a property, key, member or label",
      "(x) => { a: for (;;) { x.a = { a: 1, a() {} }; class Y { a = 1; #a = this.#a; } break a; } }",
    ],
  ])("%s", (_, body) => {
    expect(referredBy(body)).toEqual([]);
  });
});
