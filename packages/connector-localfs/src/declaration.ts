import type { TargetDeclaration } from "@coco/connectorkit";

/** What this target is and can: the contract test holds it to that, and the page on choosing a store shows it. */
export const declaration: TargetDeclaration = {
  system: "Local files",
  runs: ["embedded"],
  holds: "folders of files",
  vectors: [],
  distances: [],
  fullText: "",
  attachments: {},
  refusedKinds: {},
  keeps: {
    columns: "a file has a name and a content",
    additiveInPlace: "a file has no columns",
    managedByUser: true,
    foundContainers: "a folder may be there before; files that were there are kept or taken over one by one",
    lostContainers: true,
  },
  batch: "whole files",
  testedAgainst: "itself",
};
