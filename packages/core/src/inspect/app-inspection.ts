import { type ComponentPath, componentKey, formatPath } from "../component/component-path.ts";
import { storedLevelPrefix } from "../component/levels.ts";
import { decodeMemos } from "../function/function-memos.ts";
import { byteText } from "../internal/byte-text.ts";
import type { AppState } from "../store/index.ts";
import { decodeRemoval, type Removal } from "../target-state/removal.ts";
import { formatTargetPath } from "../target-state/target-path.ts";
import { isSettled } from "../target-state/tracked-state.ts";
import { type InspectedComponent, inspectComponent, pathOfKey, readableRecord } from "./inspected-component.ts";
import { componentsBeneath, componentsIn } from "./stored-components.ts";

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
  readonly unsettled: number;
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
    const from = options.after === undefined ? undefined : componentKey(options.after);
    const children: InspectedComponent[] = [];
    for (const prefix of await this.#levelsOf(path)) {
      // Levels come in the order of their prefixes, so a level is before, at, or after the key to go on from.
      const inside = from !== undefined && startsWith(from, prefix);
      if (from !== undefined && !inside && Buffer.compare(prefix, from) < 0) continue;
      for await (const { key, value } of componentsIn(this.#state, prefix, inside ? from : undefined)) {
        if (children.length >= limit) return { children, more: true };
        children.push(inspectComponent(key, value));
      }
    }
    return { children, more: false };
  }

  /** How many components the one at `path` mounted. */
  async countChildren(path: ComponentPath): Promise<number> {
    let count = 0;
    for (const prefix of await this.#levelsOf(path)) {
      for await (const _ of componentsIn(this.#state, prefix)) count += 1;
    }
    return count;
  }

  /** Counts a component and everything beneath it. Reads all of it. */
  async countBeneath(path: ComponentPath = []): Promise<SubtreeCounts> {
    let [components, targetStates, unsettled] = [0, 0, 0];
    for await (const { value } of componentsBeneath(this.#state, path)) {
      components += 1;
      for (const group of readableRecord(value)?.targets ?? []) {
        targetStates += group.states.length;
        unsettled += group.states.filter((state) => !isSettled(state)).length;
      }
    }
    return { components, targetStates, unsettled };
  }

  /** What the app has in its targets, by provider. Reads all components. */
  async providers(): Promise<readonly ProviderCounts[]> {
    const counts = new Map<string, { provider: string; states: number; unsettled: number }>();
    for await (const { value } of componentsBeneath(this.#state, [])) {
      for (const group of readableRecord(value)?.targets ?? []) {
        const text = byteText(group.provider);
        const known = counts.get(text) ?? { provider: formatTargetPath(group.provider), states: 0, unsettled: 0 };
        known.states += group.states.length;
        known.unsettled += group.states.filter((state) => !isSettled(state)).length;
        counts.set(text, known);
      }
    }
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counted]) => counted);
  }

  /** Deletions that no run has finished yet. */
  async removals(): Promise<readonly InspectedRemoval[]> {
    const found: InspectedRemoval[] = [];
    let after: Uint8Array | undefined;
    for (;;) {
      const page = await this.#state.page("removal", {
        prefix: new Uint8Array(0),
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const { key, value } of page) {
        const { what, begun } = decodeRemoval(value);
        found.push({ displayPath: formatPath(pathOfKey(key)), what, begun });
      }
      if (page.length < PAGE) return found;
      after = page.at(-1)?.key;
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

const PAGE = 512;

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;
}
