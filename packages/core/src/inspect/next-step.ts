import type { Finding } from "./finding.ts";

/** A finding as it is made: one without a hint has that of its kind. */
export type Found = Omit<Finding, "hint"> & Partial<Pick<Finding, "hint">>;

const HINTS: Readonly<Record<Finding["kind"], string>> = {
  file: "Put back a copy of the file from before, or drop the app's targets by hand and begin with a new file.",
  unreadable:
    "Run update(): it begins the component anew. What it had written before and does not declare any more, delete by hand.",
  unreachable:
    "No update comes to it: what it wrote stays until a component mounts it again, or the app is dropped; or delete it by hand.",
  owner:
    "Run update({ fullReprocess: true }): it notes target states as those of the components that track them, where nobody else does.",
  memos: "Nothing needs to be done: they are never used.",
  identifier: "Run update({ fullReprocess: true }), and compare the rows that have this number in the targets.",
  missing:
    "coco inspect --repair, or noteMissing() and an update: the components that declare it run again, and write it.",
  range: "Run update({ fullReprocess: true }): it looks at every component, and notes anew how they are.",
  foreign: "Delete it by hand if it is not wanted: it may be somebody else's.",
  unfinished: "Run update(): it goes on with it. If it stays, the failures of that run say why.",
};

export function withNextStep(found: Found): Finding {
  return { ...found, hint: found.hint ?? HINTS[found.kind] };
}
