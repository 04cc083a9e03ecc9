import { FingerprintError } from "../errors/fingerprint-error.ts";
import { memoKey } from "../memo/memo-key.ts";
import type { MemoStateSource } from "../memo/memo-state.ts";
import { canonicalTag as tag } from "./canonical-tags.ts";
import { CanonicalWriter } from "./canonical-writer.ts";
import { encodeInstance } from "./encode-instance.ts";
import { encodeArray, encodePlainObject } from "./encode-properties.ts";
import { unorderedCycle, unreadableValue, unsupportedValue } from "./unsupported-value.ts";
import { formatValuePath, type ValuePathStep } from "./value-path.ts";

/** A container whose canonical form is longer than this stands as its hash in what holds it. */
const collapseAbove = 512;
const maxDepth = 400;
const cycleFound: unique symbol = Symbol("cycle");

/** @internal The canonical form of a part, taken out to be sorted or repeated, and the stateful objects found in it. */
export interface CanonicalPart {
  readonly bytes: Uint8Array;
  readonly stated: readonly MemoStateSource[];
}

/** What is known of an object while its tree is written: on the way to the root, written once, or kept for repetition. */
type Visit = "open" | "written" | CanonicalPart;

/**
 * @internal Writes values in a canonical form: equal bytes exactly for values that are equal by content.
 *
 * A value is written as a tree, in which an object met twice is written twice (kept after the second time, and collapsed
 * to a hash where it is long, so the work stays linear). Only where a cycle is found is the value written again as a
 * graph, in which an object is numbered at the first visit and a later visit is a reference to that number.
 */
export class CanonicalEncoder {
  readonly writer: CanonicalWriter = new CanonicalWriter();
  stated: MemoStateSource[] = [];
  /** Whether a rule that was registered for a class took part. */
  isRuled = false;
  /** The first object of a tree, mostly the only one: a map is made for those that follow. */
  #first: object | undefined;
  #firstVisit: Visit | undefined;
  #visits: Map<object, Visit> | undefined;
  #numbers: Map<object, number> | undefined;
  #root = "";
  #steps: ValuePathStep[] = [];

  reset(): void {
    this.writer.reset();
    this.stated = [];
    this.isRuled = false;
  }

  /** Writes one value; `root` names it in errors. */
  encode(value: unknown, root: string): void {
    const start = this.writer.length;
    const statedBefore = this.stated.length;
    this.#begin(root, undefined);
    try {
      this.#value(value);
    } catch (error) {
      if (error !== cycleFound) throw this.#named(error);
      this.writer.length = start;
      this.stated.length = statedBefore;
      this.#begin(root, new Map());
      this.#graph(value);
    } finally {
      this.#begin("", undefined);
    }
  }

  #graph(value: unknown): void {
    try {
      this.#value(value);
    } catch (error) {
      throw this.#named(error);
    }
  }

  /** An error of the value's own code, a getter or a proxy, with the place where it came up. */
  #named(error: unknown): unknown {
    return FingerprintError.isInstance(error) ? error : unreadableValue(error, this.path());
  }

  /** Whether objects are numbered, because the value holds a cycle. */
  get inGraph(): boolean {
    return this.#numbers !== undefined;
  }

  /** Where the object that is being written stands. */
  path(): string {
    return formatValuePath(this.#root, this.#steps);
  }

  /** Writes what the object holds at `step`. */
  child(step: ValuePathStep, value: unknown): void {
    this.#steps.push(step);
    this.#value(value);
    this.#steps.pop();
  }

  symbol(value: symbol): void {
    const name = Symbol.keyFor(value);
    if (name === undefined) throw unsupportedValue(value, this.path());
    this.writer.byte(tag.symbol);
    this.writer.text(name);
  }

  /** Writes a child and takes its bytes out again. */
  taken(step: ValuePathStep, value: unknown): CanonicalPart {
    const start = this.writer.length;
    const statedBefore = this.stated.length;
    this.child(step, value);
    const bytes = this.writer.copy(start);
    this.writer.length = start;
    return { bytes, stated: this.stated.splice(statedBefore) };
  }

  /** As `taken`, for what is sorted by its bytes and so cannot be part of a cycle. */
  detached(step: ValuePathStep, value: unknown): CanonicalPart {
    const numbers = this.#numbers;
    if (numbers === undefined) return this.taken(step, value);
    // In a graph nothing is noted as a visit: there is none to keep.
    const steps = this.#steps;
    this.#numbers = undefined;
    this.#forgetVisits();
    this.#steps = [...steps];
    try {
      return this.taken(step, value);
    } catch (error) {
      this.#steps = steps;
      throw error === cycleFound ? unorderedCycle("a cycle runs through one of them", this.path()) : error;
    } finally {
      this.#numbers = numbers;
      this.#forgetVisits();
      this.#steps = steps;
    }
  }

  append(part: CanonicalPart): void {
    this.writer.bytes(part.bytes);
    for (const source of part.stated) this.stated.push(source);
  }

  #begin(root: string, numbers: Map<object, number> | undefined): void {
    this.#forgetVisits();
    if (this.#steps.length > 0) this.#steps = [];
    this.#numbers = numbers;
    this.#root = root;
  }

  #forgetVisits(): void {
    this.#first = undefined;
    this.#visits = undefined;
  }

  #visitOf(value: object): Visit | undefined {
    return value === this.#first ? this.#firstVisit : this.#visits?.get(value);
  }

  #note(value: object, visit: Visit): void {
    this.#first ??= value;
    if (value === this.#first) this.#firstVisit = visit;
    else (this.#visits ??= new Map()).set(value, visit);
  }

  #value(value: unknown): void {
    const { writer } = this;
    switch (typeof value) {
      case "string":
        return writer.text(value);
      case "number":
        writer.byte(tag.number);
        return writer.double(value);
      case "boolean":
        return writer.byte(value ? tag.true : tag.false);
      case "undefined":
        return writer.byte(tag.undefined);
      case "bigint":
        writer.byte(tag.bigint);
        return writer.text(value.toString(16));
      case "symbol":
        return this.symbol(value);
      case "object":
        return value === null ? writer.byte(tag.null) : this.#object(value);
      case "function":
        if (!(memoKey in value)) throw unsupportedValue(value, this.path());
        return this.#object(value);
    }
  }

  #object(value: object): void {
    if (this.#numbers === undefined) this.#inTree(value);
    else this.#inGraph(value, this.#numbers);
  }

  #inTree(value: object): void {
    const visit = this.#visitOf(value);
    if (visit === "open") throw cycleFound;
    if (typeof visit === "object") {
      this.append(visit);
      return;
    }
    this.#note(value, "open");
    const start = this.writer.length;
    const statedBefore = this.stated.length;
    this.#content(value, start);
    const part = visit === "written" && { bytes: this.writer.copy(start), stated: this.stated.slice(statedBefore) };
    this.#note(value, part || "written");
  }

  #inGraph(value: object, numbers: Map<object, number>): void {
    const number = numbers.get(value);
    if (number !== undefined) {
      this.writer.byte(tag.reference);
      this.writer.count(number);
      return;
    }
    numbers.set(value, numbers.size);
    this.#content(value, this.writer.length);
  }

  #content(value: object, start: number): void {
    if (this.#steps.length > maxDepth) throw this.#tooDeep();
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype === Array.prototype) encodeArray(this, value as unknown[]);
    else if ((prototype === Object.prototype || prototype === null) && !(memoKey in value))
      encodePlainObject(this, value);
    else encodeInstance(this, value);
    if (this.writer.length - start > collapseAbove) this.writer.collapse(start);
  }

  #tooDeep(): FingerprintError {
    const path = formatValuePath(this.#root, this.#steps.slice(0, 5));
    return new FingerprintError(`${path}… is nested more than ${maxDepth} levels deep`, {
      code: "FINGERPRINT_DEPTH",
      hint: "Pass the data in a flatter form, for example a linked list as an array.",
      path,
    });
  }
}
