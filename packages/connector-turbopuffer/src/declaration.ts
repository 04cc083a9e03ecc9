import type { TargetDeclaration } from "@coco/connectorkit";
import { metrics } from "./record-layout.ts";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "Turbopuffer",
  runs: ["service"],
  holds: "namespaces of rows",
  vectors: ["vector"],
  distances: Object.keys(metrics),
  fullText: "BM25, in many languages",
  attachments: { fts_index: "full-text indexes" },
  refusedKinds: {},
  keeps: {
    columns: true,
    additiveInPlace: true,
    managedByUser: true,
    foundContainers: true,
    lostContainers: true,
  },
  batch: "all of it, or nothing",
  testedAgainst: "stand-in",
};
