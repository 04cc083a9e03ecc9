import type { TargetDeclaration } from "@coco/connectorkit";
import { distances } from "./record-layout.ts";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "Qdrant",
  runs: ["server", "service"],
  holds: "collections of points",
  vectors: ["vector", "multiVector", "sparseVector"],
  distances: Object.keys(distances),
  fullText: "sparse vectors with IDF; joined with others on the server",
  attachments: { payload_index: "indexes of payload fields" },
  refusedKinds: {},
  keeps: {
    columns: true,
    additiveInPlace: true,
    managedByUser: true,
    foundContainers: true,
    lostContainers: true,
  },
  batch: "a part of it",
  testedAgainst: "stand-in",
};
