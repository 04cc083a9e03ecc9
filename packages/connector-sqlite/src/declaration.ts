import type { TargetDeclaration } from "@coco/connectorkit";
import { vectorMetrics } from "./vector-index.ts";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "SQLite",
  runs: ["embedded"],
  holds: "tables of rows",
  vectors: ["vector"],
  distances: vectorMetrics,
  fullText: "FTS5",
  attachments: {
    index: "indexes, unique ones too",
    fts_index: "full-text indexes",
    vector_index: "vectors for search (sqlite-vec), without an approximate index",
  },
  refusedKinds: {},
  keeps: {
    columns: true,
    additiveInPlace: true,
    managedByUser: true,
    foundContainers: true,
    lostContainers: true,
  },
  batch: "all of it, or nothing",
  testedAgainst: "itself",
};
