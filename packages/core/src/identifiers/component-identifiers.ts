import type { IssuedIdentifiers } from "../component/component-record.ts";
import type { UsedIdentifier } from "../function/recorder.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import type { Sequence } from "./sequence.ts";

const NONE: ReadonlyMap<string, number[]> = new Map();

/** The identifiers of one component: the same dependency at the same occurrence gets the same number in every run. */
export class ComponentIdentifiers {
  readonly #sequence: Sequence;
  /** Numbers handed out by earlier runs and not yet used in this one. */
  readonly #unused: ReadonlyMap<string, number[]>;
  #used: Map<string, number[]> | undefined;

  constructor(issued: readonly IssuedIdentifiers[], sequence: Sequence) {
    this.#sequence = sequence;
    this.#unused =
      issued.length === 0
        ? NONE
        : new Map(issued.map(({ dependency, numbers }) => [byteText(dependency), [...numbers]]));
  }

  /** The number for the next occurrence of a dependency (its short hash, as text). */
  next(dependency: string): number {
    const number = this.#unused.get(dependency)?.shift() ?? this.#sequence.next();
    this.#note(dependency, number);
    return number;
  }

  /** The one number of a dependency, however often it is asked for. */
  fixed(dependency: string): number {
    return this.#used?.get(dependency)?.[0] ?? this.next(dependency);
  }

  /** Whether a number that a stored result used can still be its own. */
  canKeep(dependency: string, number: number): boolean {
    return (
      (this.#unused.get(dependency)?.includes(number) ?? false) ||
      (this.#used?.get(dependency)?.includes(number) ?? false)
    );
  }

  /** Keeps a number that a replayed result used. */
  keep([dependency, number]: UsedIdentifier): void {
    const unused = this.#unused.get(dependency) ?? [];
    const at = unused.indexOf(number);
    if (at >= 0) {
      unused.splice(at, 1);
      this.#note(dependency, number);
    }
  }

  /** What to store: the numbers used in this run. */
  issued(): IssuedIdentifiers[] {
    return [...(this.#used ?? NONE)].map(([dependency, numbers]) => ({ dependency: bytesOfText(dependency), numbers }));
  }

  #note(dependency: string, number: number): void {
    const used = (this.#used ??= new Map());
    const numbers = used.get(dependency);
    if (numbers === undefined) used.set(dependency, [number]);
    else numbers.push(number);
  }
}
