import * as coco from "@coco/core";

// #region program
const app = coco.app("Documents", async function main() {
  const ids = new coco.UuidGenerator();
  console.log("first:     ", String(await ids.next("report")));
  console.log("second:    ", String(await ids.next("report")));
  console.log("fixed:     ", String(await coco.generateUuid("report")));
  console.log("fixed again:", String(await coco.generateUuid("report")));
  console.log("number:    ", await coco.generateId("report"), await coco.generateId("report"));
});
await app.update();
// #endregion
