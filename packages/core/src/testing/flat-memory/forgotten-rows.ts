import {
  type Absent,
  absent,
  registerRootTargets,
  type Sink,
  type StableKey,
  type TargetProvider,
} from "@coco/connectorkit";

/** What is in a row. */
export type Row = string;

/** A target whose sink keeps nothing of what it is given: what stays in memory is the engine's. */
export function forgottenRows(): TargetProvider<Row> {
  const sink: Sink<StableKey> = { name: "forgotten rows", apply: async () => undefined };
  return registerRootTargets<Row, Row, StableKey>("flat-memory.rows", {
    reconcile(key: StableKey, desired: Row | Absent, previous) {
      if (desired === absent && previous.possible.length === 0) return undefined;
      const isKnown = previous.possible.length === 1 && previous.possible[0] === desired && !previous.mayBeMissing;
      return isKnown ? undefined : { tracking: desired, action: { sink, payload: key } };
    },
  });
}
