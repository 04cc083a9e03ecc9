import {
  type Absent,
  absent,
  type ContainerState,
  type PreviousStates,
  type Reconciliation,
  registerRootTargets,
  type Sink,
  type StableKey,
  type TargetHandler,
  type TargetProvider,
} from "@coco/connectorkit";
import { EntryHandler } from "./entry-handler.ts";
import { EntryStore } from "./entry-store.ts";

/** A map as it is declared, and as it is tracked: which one of which process. */
interface MapState {
  readonly session: string;
}

interface MapAction extends MapState {
  readonly what: "open" | "close";
}

const mapSink: Sink<MapAction> = {
  name: "live maps",
  apply(actions) {
    for (const { session, what } of actions) if (what === "close") EntryStore.of(session)?.clear();
    return Promise.resolve();
  },
};

/** The maps of an app, by name. One that another process tracked is lost with that process. */
class LiveMapHandler implements TargetHandler<MapState, MapState, MapAction> {
  reconcile(
    _name: StableKey,
    desired: MapState | Absent,
    { mayBeMissing, possible }: PreviousStates<MapState>,
  ): Reconciliation<MapAction, MapState> | undefined {
    if (desired === absent) {
      const last = possible.at(-1);
      if (last === undefined) return { tracking: absent };
      return { action: { sink: mapSink, payload: { what: "close", ...last } }, tracking: absent };
    }
    if (!mayBeMissing && possible.length === 1 && possible[0]?.session === desired.session) return undefined;
    const opened = { sink: mapSink, payload: { what: "open", ...desired } } as const;
    if (possible.length === 0) return { action: opened, tracking: desired };
    const details = ["it is of another process"];
    return { action: opened, tracking: desired, invalidates: "destructive", details };
  }

  child(_name: StableKey, state: ContainerState<MapState, MapState>): EntryHandler {
    return new EntryHandler("declared" in state ? state.declared.session : state.tracked.session);
  }
}

export const liveMaps: TargetProvider<MapState> = registerRootTargets("coco.live-map", new LiveMapHandler());
