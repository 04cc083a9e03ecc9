import type { StableKey, TargetPath } from "@coco/connectorkit";
import { type PastRun, pastRuns } from "../app/run-history.ts";
import { type ComponentPath, componentKey, formatPath } from "../component/component-path.ts";
import { storedLevelPrefix } from "../component/levels.ts";
import { type DeadLetter, unpackLetter } from "../dead-letter/dead-letter.ts";
import { decodeMemos } from "../function/function-memos.ts";
import { byteText } from "../internal/byte-text.ts";
import type { AppState, Entry } from "../store/index.ts";
import { decodeRemoval, type Removal } from "../target-state/removal.ts";
import { formatTargetPath } from "../target-state/target-path.ts";
import { isSettled } from "../target-state/tracked-state.ts";
import { checkApp } from "./app-check.ts";
import type { CheckOptions, Finding } from "./finding.ts";
import { explain, type Explanation } from "./explain.ts";
import { componentsOf, producedBy, type ProducedState } from "./produced.ts";
import { why, type Why } from "./why.ts";
import { type InspectedComponent, inspectComponent, pathOfKey, readableRecord } from "./inspected-component.ts";
import { componentsBeneath, entriesOf } from "./stored-components.ts";

/** Which children to give. */
export interface ChildrenOptions {
  /** Only those after this one: the last child of the page before. */
  readonly after?: ComponentPath;
  /** The most to give. Default 100. */
  readonly limit?: number;
}

/** Some children of a component, in the order of their keys. */
export interface ChildrenPage {
  readonly children: readonly InspectedComponent[];
  /** Whether there are more after the last one. */
  readonly more: boolean;
}

/** How many target states of one provider are tracked. */
export interface ProviderCounts {
  /** The path of what contains them; for the outermost level the name that its package registered. */
  readonly provider: string;
  readonly states: number;
  /** Of these, how many are not settled: see `InspectedTargetState.status`. */
  readonly unsettled: number;
}

/** What a component and everything beneath it hold together. */
export interface SubtreeCounts {
  readonly components: number;
  readonly targetStates: number;
  /** Of these, how many are not settled: see `InspectedTargetState.status`. */
  readonly unsettled: number;
  /** The same by provider, in the order of their paths. */
  readonly providers: readonly ProviderCounts[];
}

/** A deletion that is still to be done. */
export interface InspectedRemoval {
  /** The path of the component that is deleted, or that stopped declaring target states. */
  readonly displayPath: string;
  /** `"component"`: it goes with all beneath it; `"states"`: only states that it stopped declaring. */
  readonly what: Removal["what"];
  /** Whether a run began with it and did not finish. */
  readonly begun: boolean;
}

/** What a store holds of one app. */
export class AppInspection {
  readonly #state: AppState;
  readonly name: string;

  /** @internal */
  constructor(state: AppState) {
    this.#state = state;
    this.name = state.name;
  }

  /** The component at a path; `undefined` when none is stored. The root's path is `[]`. */
  async component(path: ComponentPath): Promise<InspectedComponent | undefined> {
    const key = componentKey(path);
    const [bytes] = await this.#state.read("component", [key]);
    return bytes === undefined ? undefined : inspectComponent(key, bytes);
  }

  /** How many results of memoized functions are stored with a component. */
  async functionMemos(path: ComponentPath): Promise<number> {
    const [bytes] = await this.#state.read("functionMemo", [componentKey(path)]);
    return decodeMemos(bytes).size;
  }

  /** The components that the one at `path` mounted, a page at a time, in the order of their keys. */
  async children(path: ComponentPath, options: ChildrenOptions = {}): Promise<ChildrenPage> {
    const limit = options.limit ?? 100;
    const children: InspectedComponent[] = [];
    for await (const { key, value } of this.#childrenFrom(path, options.after)) {
      if (children.length >= limit) return { children, more: true };
      children.push(inspectComponent(key, value));
    }
    return { children, more: false };
  }

  /** How many components the one at `path` mounted; with `after`, how many after that one. */
  async countChildren(path: ComponentPath, after?: ComponentPath): Promise<number> {
    let count = 0;
    for await (const _ of this.#childrenFrom(path, after)) count += 1;
    return count;
  }

  /** Counts a component and everything beneath it: `[]` for the whole app. Reads all of it. */
  async countBeneath(path: ComponentPath): Promise<SubtreeCounts> {
    let components = 0;
    const providers = new Map<string, { provider: string; states: number; unsettled: number }>();
    for await (const { value } of componentsBeneath(this.#state, path)) {
      components += 1;
      for (const group of readableRecord(value)?.targets ?? []) {
        const text = byteText(group.provider);
        const counts = providers.get(text) ?? { provider: formatTargetPath(group.provider), states: 0, unsettled: 0 };
        counts.states += group.states.length;
        counts.unsettled += group.states.filter((state) => !isSettled(state)).length;
        providers.set(text, counts);
      }
    }
    const inOrder = [...providers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counts]) => counts);
    return {
      components,
      targetStates: inOrder.reduce((sum, { states }) => sum + states, 0),
      unsettled: inOrder.reduce((sum, { unsettled }) => sum + unsettled, 0),
      providers: inOrder,
    };
  }

  /**
   * Why a component ran in the last run that stored something, or did not have to; `undefined` when nothing is stored
   * of it. A run that found everything as it was leaves no trace.
   */
  why(path: ComponentPath): Promise<Why | undefined> {
    return why(this.#state, path);
  }

  /** Where a target state comes from: source item, component, functions; `undefined` when none is tracked at this path. */
  explain(path: TargetPath): Promise<Explanation | undefined> {
    return explain(this.#state, path);
  }

  /** The target states of a component and of all beneath it, outer ones first: what came of an item of a source. */
  producedBy(path: ComponentPath): AsyncGenerator<ProducedState> {
    return producedBy(this.#state, path);
  }

  /** The components that work on the item of this key, of whatever source. Reads the keys of all components. */
  componentsOf(item: StableKey): AsyncGenerator<ComponentPath> {
    return componentsOf(this.#state, item);
  }

  /** Deletions that no run has finished yet. */
  async removals(): Promise<readonly InspectedRemoval[]> {
    const found: InspectedRemoval[] = [];
    for await (const { key, value } of entriesOf(this.#state, "removal")) {
      const { what, begun } = decodeRemoval(value);
      found.push({ displayPath: formatPath(pathOfKey(key)), what, begun });
    }
    return found;
  }

  /** The last runs that stored something, at most 100, oldest first. */
  async runs(): Promise<readonly PastRun[]> {
    return pastRuns(this.#state);
  }

  /** What failed and has not succeeded since, in the order of the components' keys. */
  async *deadLetters(): AsyncGenerator<DeadLetter> {
    for await (const { key, value } of entriesOf(this.#state, "deadLetter")) yield unpackLetter(key, value);
  }

  /**
   * Looks for what contradicts itself in all that is stored of the app: what is found is given as it is found, and nothing
   * in a store that is in order. Its memory does not grow with the components.
   */
  check(options: CheckOptions = {}): AsyncGenerator<Finding> {
    return checkApp(this.#state, options);
  }

  /** The stored children of a component, those on its own level and on levels further down, in the order of their keys. */
  async *#childrenFrom(path: ComponentPath, after: ComponentPath | undefined): AsyncGenerator<Entry> {
    const from = after === undefined ? undefined : componentKey(after);
    for (const prefix of await this.#levelsOf(path)) {
      // Levels come in the order of their prefixes, so a level is before, at, or after the key to go on from.
      const inside = from !== undefined && startsWith(from, prefix);
      if (from !== undefined && !inside && Buffer.compare(prefix, from) < 0) continue;
      yield* entriesOf(this.#state, "component", prefix, inside ? from : undefined);
    }
  }

  /** Prefixes of the levels on which a component mounted children, in order. */
  async #levelsOf(path: ComponentPath): Promise<readonly Uint8Array[]> {
    const [bytes] = await this.#state.read("component", [componentKey(path)]);
    const record = bytes === undefined ? undefined : readableRecord(bytes);
    return (record?.levels ?? [])
      .map((relative) => storedLevelPrefix(path, relative))
      .sort((a, b) => Buffer.compare(a, b));
  }
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;
}
