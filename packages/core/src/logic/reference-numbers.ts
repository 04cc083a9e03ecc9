import type { Reference } from "./module-record.ts";

/** Numbers the references of a text in order of their first use. */
export class ReferenceNumbers {
  private readonly numbers = new Map<string, number>();
  readonly references: Reference[] = [];

  of(reference: Reference): number {
    const key = JSON.stringify(reference);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.references.length);
    return this.references.push(reference) - 1;
  }
}
