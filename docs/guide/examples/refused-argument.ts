import * as coco from "@coco/core";

// #region refused
class Counter {
  value = 0;
}
coco.notMemoKeyable(Counter, "counts up while it is used");

const useCounter = coco.fn({ memo: true }, async function useCounter(counter: Counter) {
  return ++counter.value;
});

const wrong = coco.app("Refused", async function main() {
  await useCounter(new Counter());
});
const report = await wrong.update({ failures: "report" });
for (const { error } of report.failures) console.log(String(error));
// #endregion
