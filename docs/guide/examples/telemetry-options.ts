import * as coco from "@coco/core";

// #region options
coco.app({ name: "Docs", telemetry: { components: false, functions: false } }, async function main() {
  // …
});
// #endregion
