import { type Absent, absent, registerRootTargets, type Sink, type StableKey, type TargetProvider } from "@coco/core";

/** What this process wrote. */
export const written: { rows: number } = { rows: 0 };

/** A target that costs nothing to write: of a row only 16 bytes are tracked, as of any other. */
export function countedRows(): TargetProvider<Uint8Array> {
  const sink: Sink<StableKey> = {
    name: "rows of the benchmark",
    apply: async (actions) => {
      written.rows += actions.length;
    },
  };
  return registerRootTargets<Uint8Array, Uint8Array, StableKey>("benchmark.rows", {
    reconcile(key: StableKey, desired: Uint8Array | Absent, previous) {
      if (desired === absent) {
        return previous.possible.length === 0 ? undefined : { tracking: absent, action: { sink, payload: key } };
      }
      const known = previous.possible.length === 1 && Buffer.compare(previous.possible[0] as Uint8Array, desired) === 0;
      return known && !previous.mayBeMissing ? undefined : { tracking: desired, action: { sink, payload: key } };
    },
  });
}

/** Sixteen bytes that tell one row from another. */
export function rowBytes(item: string, position: number): Uint8Array {
  const bytes = Buffer.alloc(16, position);
  bytes.write(item.slice(-13), "latin1");
  return new Uint8Array(bytes);
}
