export const COCO = "coco";
export const BARE_MERGE = "bare merge";
export const BARE_WALK = "bare walk + stat";

/** What a phase over so many items is called. */
export function phaseOf(phase: "full" | "no change", items: number): string {
  return `${phase}, ${items.toLocaleString("en-US")}`;
}
