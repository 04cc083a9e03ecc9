import * as coco from "@coco/core";
import { type JsonFolder, mountJsonFolder } from "./json-folder.ts";
import { showFolder } from "./show-folder.ts";

const OUT = coco.contextKey<string>("numbers_folder");
coco.lifespan((env) => env.provide(OUT, "./numbers"));

// #region app
async function parse(text: string, out: JsonFolder): Promise<void> {
  const value = Number(text);
  if (Number.isNaN(value)) throw new TypeError(`"${text}" is no number`);
  out.declareFile(text, value * 2);
}

const app = coco.app(
  "Numbers",
  async function main({ texts }: { texts: Record<string, string> }) {
    const out = await mountJsonFolder(OUT);
    await coco.mountEach(Object.entries(texts), parse, out);
  },
  { texts: { a: "1", b: "two", c: "3" } },
);
// #endregion

// #region throw
try {
  await app.update();
} catch (error) {
  if (!coco.UpdateFailedError.isInstance(error)) throw error;
  console.log(error.message);
  for (const { path, functionName, kind } of error.report.failures) console.log({ path, functionName, kind });
}
showFolder("./numbers");
// #endregion

// #region deadLetters
async function printDeadLetters(): Promise<void> {
  await using inspection = await coco.inspect(app);
  const stored = await inspection.app("Numbers");
  for await (const { component, count, error, kind } of stored.deadLetters()) {
    console.log(`dead letter: ${component} (${kind}, runs: ${count}) ${error.name}: ${error.message}`);
  }
}

await printDeadLetters();
await app.update({ failures: "report", logFailures: false }); // "b" is still "two"
await printDeadLetters();
// #endregion

// #region report
const report = await app.update({ failures: "report", params: { texts: { a: "1", b: "2", c: "3" } } });
console.log(report.status, report.failures.length, report.stats.targets);
await printDeadLetters(); // none is left
// #endregion

await app.drop();
