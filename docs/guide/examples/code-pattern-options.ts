// #region program
import { CodeSource, compilePattern, renderMatch } from "@coco/code-match";

const pattern = await compilePattern(String.raw`\C.query(\SQL)`, "typescript", {
  inside: [String.raw`for (\*) \B`],
  notInside: [String.raw`transaction(\F)`],
  where: { SQL: (capture) => capture.text.toLowerCase().includes("select") },
});
const source = new CodeSource(
  `async function names(ids) {
  await client.query("BEGIN");
  for (const id of ids) {
    const found = await client.query("SELECT name FROM users WHERE id = " + id);
    await client.query("COMMIT");
  }
}`,
  "typescript",
);
for (const match of await pattern.match(source)) console.log(renderMatch(match).text);
// #endregion
