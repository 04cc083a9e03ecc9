import * as coco from "@coco/core";

// #region program
const readNote = coco.fn({ memo: true }, async function readNote(text: string) {
  return text.length;
});

const app = coco.app(
  "Notes",
  async function main({ notes }: { notes: Record<string, string> }) {
    await coco.mountEach(coco.subpath("notes"), Object.entries(notes), readNote);
  },
  { notes: { monday: "rain", sunday: "sun" } },
);

await app.update();
await app.update({ params: { notes: { monday: "snow", sunday: "sun" } } });

const inspection = await coco.inspect(app);
const stored = await inspection.app("Notes");
console.log("the last run was number", (await stored.runs()).at(-1)?.number);
for (const { displayPath, lastRun } of (await stored.children([])).children) {
  console.log(displayPath, lastRun && `ran in ${lastRun.run}: ${coco.describeReason(lastRun.reason)}`);
}
const why = await stored.why(["notes", "monday"]);
console.log("monday", why?.outcome, "because of the argument", why?.parameter);
console.log(
  "depends on",
  why?.dependencies.functions.map(({ file, name }) => `${name} in ${file}`),
);
await inspection.close();
// #endregion

await app.drop();
