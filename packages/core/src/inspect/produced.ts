import { formatKey, type StableKey } from "@coco/connectorkit";
import type { ComponentPath } from "../component/component-path.ts";
import { type AppState, pagesOf } from "../store/index.ts";
import { inspectComponent, type InspectedTargetState, pathOfKey } from "./inspected-component.ts";
import { pathIfReadable } from "../component/component-path.ts";
import { sourceItemOf } from "./source-item.ts";
import { componentsBeneath } from "./stored-components.ts";

/** A target state with the component that declared it. */
export interface ProducedState extends InspectedTargetState {
  /** The component, as `coco show` prints it. */
  readonly component: string;
}

/** The target states of a component and of all beneath it, outer ones first: what came of an item of a source. */
export async function* producedBy(state: AppState, path: ComponentPath): AsyncGenerator<ProducedState> {
  for await (const { key, value } of componentsBeneath(state, path)) {
    const { displayPath, targetStates } = inspectComponent(key, value);
    for (const target of targetStates) yield { ...target, component: displayPath };
  }
}

/** The components that work on the item of this key, of whatever source. Reads the keys of all components. */
export async function* componentsOf(state: AppState, item: StableKey): AsyncGenerator<ComponentPath> {
  const wanted = formatKey(item);
  for await (const page of pagesOf(state, "component")) {
    for (const { key } of page) {
      if (pathIfReadable(key) === undefined) continue;
      const path = pathOfKey(key);
      const own = sourceItemOf(path);
      if (own !== undefined && formatKey(own) === wanted) yield path;
    }
  }
}
