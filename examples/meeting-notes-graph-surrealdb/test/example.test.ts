import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { testExample } from "@coco-examples/meeting-notes-graph/testing";

testExample(path.resolve(import.meta.dirname, ".."), async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-meetings-surrealdb-"));
  return {
    url: `surrealkv://${folder}`,
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
