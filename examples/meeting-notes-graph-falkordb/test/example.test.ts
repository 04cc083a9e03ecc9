import path from "node:path";
import { testExample } from "@coco-examples/meeting-notes-graph/testing";
import { startService } from "@coco-internal/services";
import { describe } from "vitest";

const hasServer = (process.env["COCO_TEST_FALKORDB"] ?? process.env["COCO_SERVICES"] ?? "server") === "server";

// skipped: there is no FalkorDB server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("the example with a real server", () => {
  testExample(path.resolve(import.meta.dirname, ".."), () => startService("falkordb"));
});
