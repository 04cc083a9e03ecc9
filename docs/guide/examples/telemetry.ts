// #region main
import * as coco from "@coco/core";
import { meters, spans } from "./telemetry-sdk.ts"; // before the app runs

const embed = coco.fn({ batching: true, memo: "app" }, async function embed(texts: string[]) {
  return texts.map((text) => text.length);
});

async function indexFile(text: string) {
  return embed(text);
}

const files = new Map([
  ["a.md", "one"],
  ["b.md", "two"],
]);
const app = coco.app("Docs", () => coco.mountEach(files, indexFile));
await app.update();
// #endregion

const all = spans.getFinishedSpans();
const beneath = (parent: string | undefined, indent: string): void => {
  const children = all.filter((span) => span.parentSpanContext?.spanId === parent);
  for (const span of children.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const { attributes, name } = span;
    const of = attributes["coco.component"] ?? attributes["coco.calls"] ?? attributes["coco.status"];
    console.log(`${indent}${name}  (${String(of)})`);
    beneath(span.spanContext().spanId, `${indent}  `);
  }
};
beneath(undefined, "");
await meters.shutdown();
await app.drop();
