import type { ComponentRecord } from "../component/component-record.ts";
import { Sequence } from "../identifiers/sequence.ts";
import type { AppState } from "../store/index.ts";
import type { Found } from "./next-step.ts";

/** Above this many numbers it is not looked for those that were handed out twice: 16 MB. */
const MOST_NUMBERS = 128 * 1024 * 1024;

/** Whether the numbers of an app are each handed out once, and all before the next one. */
export class IdentifierCheck {
  readonly #next: number;
  readonly #nextProvider: number;
  readonly #seen: Uint8Array;

  private constructor(sequence: Sequence) {
    this.#next = sequence.next();
    this.#nextProvider = sequence.nextProvider();
    this.#seen = new Uint8Array(this.#next <= MOST_NUMBERS ? (this.#next >> 3) + 1 : 0);
  }

  static async of(state: AppState): Promise<IdentifierCheck> {
    const sequence = new Sequence();
    await sequence.load(state);
    return new IdentifierCheck(sequence);
  }

  *check(path: string, record: ComponentRecord): Generator<Found> {
    for (const number of record.identifiers.flatMap(({ numbers }) => numbers)) {
      if (number >= this.#next) yield this.#ahead(path, `number ${number}`);
      else if (this.#isTwice(number))
        yield { kind: "identifier", path, message: `Its number ${number} is another component's too.` };
    }
    for (const { generation, states } of record.targets) {
      const providers = [generation.providerId, ...states.map(({ container }) => container?.providerId ?? 0)];
      const ahead = providers.find((id) => id >= this.#nextProvider);
      if (ahead !== undefined) yield this.#ahead(path, `container ${ahead}`);
    }
  }

  #ahead(path: string, what: string): Found {
    return { kind: "identifier", path, message: `It has ${what}, which is yet to be handed out.` };
  }

  #isTwice(number: number): boolean {
    const [at, bit] = [number >> 3, 1 << (number & 7)];
    if (at >= this.#seen.length) return false;
    const before = (this.#seen[at] as number) & bit;
    this.#seen[at] = (this.#seen[at] as number) | bit;
    return before !== 0;
  }
}
