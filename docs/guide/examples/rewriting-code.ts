// #region program
import { CodeSource, compilePattern, rewrite } from "@coco/code-match";

const code = `describe("sum", () => {
  it("adds", async () => {
    assertEquals(sum(1, 2), 3); // small ones
    assertEquals(
      sum(...[
        1_000,
        2_000, // large ones
      ]), 3_000);
  });
});
`;

const pattern = await compilePattern(String.raw`assertEquals(\ACTUAL, \EXPECTED)`, "typescript");
const rewriting = await rewrite(
  pattern,
  new CodeSource(code, "typescript"),
  String.raw`expect(\ACTUAL).toEqual(\EXPECTED)`,
);
console.log(rewriting.diff({ path: "sum.test.ts", context: 1 }));

const { idempotent, syntaxErrors } = await rewriting.check();
console.log(`settled: ${idempotent}, syntax errors: ${syntaxErrors.length}`);
// #endregion program
