import * as coco from "@coco/core";
import { mountJsonFolder } from "./json-folder.ts";

const OUT = coco.contextKey<string>("days_folder");

// #region environment
const archive = coco.environment({ name: "archive", storePath: "./archive/state.db" }, (env) => {
  env.provide(OUT, "./archive/days");
});

const app = coco.app({ name: "Days", environment: archive }, async function main() {
  const out = await mountJsonFolder(OUT);
  out.declareFile("monday", { open: true });
  out.declareFile("sunday", { open: false });
});

await app.update();
// #endregion

// #region inspect
const inspection = await coco.inspect(app);
for (const { name, tables } of await inspection.apps()) console.log(name, tables.component);
const stored = await inspection.app("Days");
for (const path of [[], [coco.symbol("target"), "docs-example.json_folder", "days_folder"]]) {
  const component = await stored.component(path);
  console.log(
    component?.displayPath,
    component?.targetStates.map((state) => `${state.displayPath} ${state.status}`),
  );
}
await inspection.close();
// #endregion

// #region check
const whole = await coco.inspect(app);
console.log("file:", await whole.checkFile());
for await (const { kind, path, message } of (await whole.app("Days")).check()) console.log(kind, path, message);
await whole.close();
// #endregion

// #region drop
await app.drop();
// #endregion
const after = await coco.inspect(app);
console.log("after the drop:", await after.apps());
await after.close();
