import { ValueNotStorableError } from "./value-not-storable-error.ts";
import { formatPath, type PathStep } from "./value-path.ts";
import { tags } from "./value-tags.ts";
import { ValueWriter } from "./value-writer.ts";
import { writeObject } from "./write-object.ts";

/** Deeper values are refused, rather than to overflow the stack at a depth that differs between machines. */
const depthLimit = 1_000;

/** One walk through a value that writes it. */
export class ValueEncoder {
  readonly writer: ValueWriter = new ValueWriter();
  #where = "";
  #root = "";
  /** Objects by their number, which is the order in which they begin. Made when the first one comes. */
  #objects: Map<object, number> | undefined;
  #names: Map<string, number> | undefined;
  /** Objects that a codec stands for, while what it gave is written: nothing in there can refer to them yet. */
  readonly #unfinished = new Set<object>();
  /** How the present value is reached: only the first `#depth` steps count. Kept for the message alone. */
  readonly #trail: PathStep[] = [];
  #depth = 0;

  encode(value: unknown, where: string, root: string): Uint8Array {
    this.#where = where;
    this.#root = root;
    this.#depth = 0;
    this.writer.start();
    try {
      this.value(value);
      return this.writer.finish();
    } catch (error) {
      if (ValueNotStorableError.isInstance(error)) throw error;
      const problem = `could not be read (${error instanceof Error ? error.message : String(error)})`;
      throw this.refusal(problem, "See the cause: a getter, a proxy or a codec of this value threw it.", error);
    } finally {
      this.#objects = undefined;
      this.#names = undefined;
      this.#unfinished.clear();
    }
  }

  value(value: unknown): void {
    switch (typeof value) {
      case "string":
        return this.writer.string(value);
      case "number":
        return this.writer.number(value);
      case "boolean":
        return this.writer.byte(value ? tags.true : tags.false);
      case "undefined":
        return this.writer.byte(tags.undefined);
      case "bigint":
        return this.writer.bigint(value);
      case "function":
        throw this.refusal(
          `is the function ${value.name || "without a name"}`,
          "Return data; call the function before, or after.",
        );
      case "symbol":
        throw this.refusal(`is the symbol ${value.description ?? ""}`, "Use a string.");
      default:
        return value === null ? this.writer.byte(tags.null) : this.#object(value as object);
    }
  }

  /** A value inside the present one. */
  part(step: PathStep, value: unknown): void {
    this.#trail[this.#depth] = step;
    this.#depth += 1;
    if (this.#depth > depthLimit)
      throw this.refusal(`lies more than ${depthLimit} levels deep`, "Return a flatter value.");
    this.value(value);
    this.#depth -= 1;
  }

  /** What a codec gave in place of `owner`. */
  payload(codec: string, owner: object, payload: unknown): void {
    this.#unfinished.add(owner);
    this.part({ words: ` (as the codec ${JSON.stringify(codec)} gives it)` }, payload);
    this.#unfinished.delete(owner);
  }

  /** The name of a property: its text the first time, its number afterwards. */
  name(name: string): void {
    this.#names ??= new Map();
    const number = this.#names.get(name);
    this.writer.count(number ?? 0);
    if (number !== undefined) return;
    this.#names.set(name, this.#names.size + 1);
    this.writer.string(name);
  }

  /** The error that names the present part of the value. */
  refusal(problem: string, hint: string, cause?: unknown): ValueNotStorableError {
    const path = formatPath(this.#root, this.#trail.slice(0, this.#depth));
    return new ValueNotStorableError(this.#where, path, problem, hint, cause);
  }

  #object(value: object): void {
    this.#objects ??= new Map();
    const number = this.#objects.get(value);
    if (number === undefined) {
      this.#objects.set(value, this.#objects.size);
      writeObject(this, value);
      return;
    }
    if (this.#unfinished.has(value)) {
      throw this.refusal("refers back to the object that its codec encodes", "Let the codec leave that reference out.");
    }
    this.writer.byte(tags.reference);
    this.writer.count(number);
  }
}
