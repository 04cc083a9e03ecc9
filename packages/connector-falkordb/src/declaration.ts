import type { TargetDeclaration } from "@coco/connectorkit";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "FalkorDB",
  runs: ["server"],
  holds: "a graph of typed nodes and relations",
  vectors: ["vector"],
  distances: ["cosine", "euclidean"],
  fullText: "full-text indexes, in many languages, one of them for each label",
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
