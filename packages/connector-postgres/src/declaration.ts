import type { TargetDeclaration } from "@coco/connectorkit";
import { vectorMetrics } from "./vector-index.ts";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "PostgreSQL",
  runs: ["server"],
  holds: "tables of rows",
  vectors: ["vector"],
  distances: vectorMetrics,
  fullText: "tsvector, in many languages; joined with vectors in SQL",
  attachments: { index: "indexes: HNSW and IVFFlat (pgvector), full text, all others", sql_command: "SQL of your own" },
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
