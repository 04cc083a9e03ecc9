import type { TargetDeclaration } from "@coco/connectorkit";
import { vectorMetrics } from "./vector-index.ts";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "LanceDB",
  runs: ["embedded"],
  holds: "tables of rows",
  vectors: ["vector"],
  distances: vectorMetrics,
  fullText: "BM25, in many languages; n-grams; joined with vectors",
  attachments: { vector_index: "IVF and HNSW indexes", fts_index: "full-text indexes" },
  refusedKinds: {},
  keeps: {
    columns: true,
    additiveInPlace: true,
    managedByUser: true,
    foundContainers: true,
    lostContainers: true,
  },
  batch: "all its rows or none, then its deletions",
  testedAgainst: "itself",
};
