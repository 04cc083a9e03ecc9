import type { TargetDeclaration } from "@coco/connectorkit";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "SurrealDB",
  runs: ["embedded", "server"],
  holds: "records, and a graph of relations between them",
  vectors: ["vector"],
  distances: ["cosine", "euclidean"],
  fullText: "BM25, in many languages",
  attachments: { index: "indexes of vectors (HNSW) and full-text indexes" },
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
