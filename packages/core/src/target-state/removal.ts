import { pack, unpack } from "../internal/packing.ts";
import type { PutChange } from "../store/index.ts";

/** What is to be deleted when the run settles: a component with all beneath it, or states that one stopped declaring. */
export interface Removal {
  readonly what: "component" | "states";
  /** Whether deletions may have been applied: then nothing of it is certain to be there. */
  readonly begun: boolean;
}

export function removalChange(key: Uint8Array, what: Removal["what"], begun = false): PutChange {
  return { kind: "put", table: "removal", key, value: pack([what === "component" ? 0 : 1, begun]) };
}

export function decodeRemoval(bytes: Uint8Array): Removal {
  const [what, begun] = unpack(bytes) as [number, boolean];
  return { what: what === 0 ? "component" : "states", begun };
}
