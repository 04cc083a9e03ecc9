import { encodeKey, formatKey, type StableKey } from "@coco/connectorkit";
import { decodeValue, encodeValue, verifyRoundTrip } from "../codec/index.ts";
import { ComponentError } from "../errors/component-error.ts";
import { byteText, sameBytes } from "../internal/byte-text.ts";
import { type CallSite, describeSites } from "../internal/call-site.ts";
import type { Change } from "../store/index.ts";
import { ComponentState } from "./component-state.ts";
import { packStates, type StoredStates, unpackStates } from "./stored-states.ts";

/** The component that states belong to. */
export interface StateOwner {
  readonly displayPath: string;
  /** Whether its function has returned or thrown. */
  readonly returned: boolean;
  readonly run: { logOnce(key: string, line: string): void };
}

interface UsedState {
  readonly key: StableKey;
  readonly state: ComponentState<unknown>;
  readonly site: CallSite;
}

/** A key as it is written in code. What is no key at all is named too. */
export function stateName(key: unknown): string {
  if (typeof key === "string") return JSON.stringify(key);
  try {
    return formatKey(key as StableKey);
  } catch {
    return String(key);
  }
}

/** The states of one component: those stored by the last run that succeeded, and those that this run uses. */
export class ComponentStates {
  readonly #owner: StateOwner;
  readonly #bytes: Uint8Array | undefined;
  // Most components have none.
  #used: Map<string, UsedState> | undefined;
  #stored: StoredStates | undefined;
  /** What is to be stored, when the function has returned and something is other than before. */
  #changed: StoredStates | undefined;

  constructor(owner: StateOwner, bytes: Uint8Array | undefined) {
    this.#owner = owner;
    this.#bytes = bytes;
  }

  use(key: StableKey, initial: unknown, site: CallSite): ComponentState<unknown> {
    const text = byteText(encodeKey(key));
    const used = (this.#used ??= new Map());
    const first = used.get(text);
    if (first !== undefined) throw this.#usedTwice(key, first.site, site);
    const state = new ComponentState<unknown>({
      load: () => this.#load(key, text, initial),
      checkOpen: () => this.#checkOpen(key),
    });
    used.set(text, { key, state, site });
    return state;
  }

  /**
   * Encodes what was read or set, when the function has returned.
   *
   * @throws ValueNotStorableError that names the key and the part of the value.
   */
  seal(): void {
    if (this.#used === undefined) return;
    const before = this.#read();
    const now = new Map(before);
    let changed = false;
    for (const [text, { key, state }] of this.#used) {
      if (!state.isTouched) continue;
      const where = this.#nameOf(key);
      const bytes = encodeValue(state.value, where, "value");
      if (process.env["COCO_VERIFY_MEMO"] === "1") verifyRoundTrip(state.value, bytes, where);
      const stored = before.get(text);
      if (stored !== undefined && sameBytes(stored, bytes)) continue;
      now.set(text, bytes);
      changed = true;
    }
    if (changed) this.#changed = now;
  }

  /** Whether anything is stored of it when the component is. */
  get isStored(): boolean {
    return this.#bytes !== undefined || this.#changed !== undefined;
  }

  /**
   * The change that stores them with the component of this key; none when nothing is other than before (rule T8).
   * `wasStored`: whether there are stored ones, be it of a component that was gone and has come back.
   */
  changes(key: Uint8Array, wasStored: boolean): Change[] {
    if (this.#changed !== undefined)
      return [{ kind: "put", table: "componentState", key, value: packStates(this.#changed) }];
    return wasStored && !this.isStored ? [{ kind: "delete", table: "componentState", key }] : [];
  }

  #load(key: StableKey, text: string, initial: unknown): unknown {
    const bytes = this.#read().get(text);
    if (bytes === undefined) return initial;
    try {
      return decodeValue(bytes);
    } catch (error) {
      this.#say(key, error);
      return initial;
    }
  }

  #read(): StoredStates {
    if (this.#stored !== undefined) return this.#stored;
    this.#stored = new Map();
    if (this.#bytes === undefined) return this.#stored;
    try {
      this.#stored = unpackStates(this.#bytes);
    } catch (error) {
      this.#say(undefined, error);
    }
    return this.#stored;
  }

  /** A state that is lost must not be lost silently: it is nobody's cache. */
  #say(key: StableKey | undefined, error: unknown): void {
    const what = key === undefined ? `The states of ${this.#owner.displayPath}` : this.#nameOf(key);
    const reason = error instanceof Error ? error.message : String(error);
    const line = `${what} cannot be read, and starts from its initial value: ${reason}`;
    this.#owner.run.logOnce(`unreadable ${what}`, line);
  }

  #nameOf(key: StableKey): string {
    return `the state ${stateName(key)} of ${this.#owner.displayPath}`;
  }

  #checkOpen(key: StableKey): void {
    if (!this.#owner.returned) return;
    throw new ComponentError(`${this.#nameOf(key)} was set after its component's function had returned.`, {
      code: "COMPONENT_RETURNED",
      hint: "Await everything that the function starts before it returns; what is set later is stored by nobody.",
    });
  }

  #usedTwice(key: StableKey, first: CallSite, second: CallSite): ComponentError {
    const [one, other] = describeSites(first, second);
    return new ComponentError(
      `useState(${stateName(key)}) was called twice in ${this.#owner.displayPath}: ${one}, and ${other}.`,
      { code: "DUPLICATE_STATE", hint: "Give each state of a component a key of its own, or pass the state on." },
    );
  }
}
