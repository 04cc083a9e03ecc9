import { KeyError } from "../errors/key-error.ts";

const marker = Symbol.for("coco.uuid");
const inspect = Symbol.for("nodejs.util.inspect.custom");
const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID as a value of its own: unlike a string it takes 16 bytes in keys and becomes a native `uuid` in targets. */
export class Uuid {
  static {
    Object.defineProperty(Uuid.prototype, marker, { value: true });
    // The text is private, so console.log would show an empty object.
    Object.defineProperty(Uuid.prototype, inspect, {
      value(this: Uuid): string {
        return `Uuid(${this.#text})`;
      },
    });
  }

  /** The canonical lower-case text; immutable, unlike bytes. */
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /**
   * Reads the 36-character form; upper-case digits are accepted.
   * @throws KeyError (`UUID_MALFORMED`) for any other text.
   */
  static parse(text: string): Uuid {
    const lower = text.toLowerCase();
    if (canonical.test(lower)) return new Uuid(lower);
    throw new KeyError(`${JSON.stringify(text)} is not a UUID`, {
      code: "UUID_MALFORMED",
      hint: "Write 32 hexadecimal digits in groups of 8-4-4-4-12, for example 018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d.",
    });
  }

  /**
   * Makes a UUID of its 16 bytes, in network order.
   * @throws KeyError (`UUID_MALFORMED`) for another number of bytes.
   */
  static fromBytes(bytes: Uint8Array): Uuid {
    if (bytes.length !== 16) {
      throw new KeyError(`A UUID has 16 bytes, not ${bytes.length}`, { code: "UUID_MALFORMED" });
    }
    const hex = Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString("hex");
    const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
    return new Uuid(groups.join("-"));
  }

  /** Whether `value` is a `Uuid`, also of another copy of this package. */
  static isInstance(value: unknown): value is Uuid {
    return (
      typeof value === "object" && value !== null && (value as { readonly [key: symbol]: unknown })[marker] === true
    );
  }

  /** The 16 bytes in network order; a new array each time. */
  get bytes(): Uint8Array {
    return Uint8Array.from(Buffer.from(this.#text.replaceAll("-", ""), "hex"));
  }

  /** Whether `other` is the same UUID. */
  equals(other: Uuid): boolean {
    return this.#text === other.toString();
  }

  /** The 36-character form in lower case. */
  toString(): string {
    return this.#text;
  }

  /** The 36-character form, for `JSON.stringify`. */
  toJSON(): string {
    return this.#text;
  }
}
