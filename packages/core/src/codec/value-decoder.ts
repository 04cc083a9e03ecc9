import { Uuid } from "@coco/connectorkit";
import { binaryKinds, errorKinds } from "./built-in-kinds.ts";
import { codecOfName } from "./value-codec.ts";
import { ValueReader } from "./value-reader.ts";
import { formatVersion, tags } from "./value-tags.ts";

/** Reads one encoded value. Throws errors of any kind for bytes that hold none; `decodeValue` gives them their name. */
export class ValueDecoder {
  readonly #reader: ValueReader;
  readonly #objects: unknown[] = [];
  readonly #names: string[] = [];

  constructor(bytes: Uint8Array) {
    this.#reader = new ValueReader(bytes);
  }

  decode(): unknown {
    const version = this.#reader.byte();
    if (version !== formatVersion) throw new TypeError(`it is of format ${version}, not ${formatVersion}`);
    const value = this.#value();
    if (this.#reader.remaining > 0) throw new RangeError("bytes are left over");
    return value;
  }

  #value(): unknown {
    const reader = this.#reader;
    const tag = reader.byte();
    if (tag >= tags.smallInteger) return tag - tags.smallInteger;
    const text = reader.stringOf(tag);
    if (text !== undefined) return text;
    switch (tag) {
      case tags.undefined:
        return undefined;
      case tags.null:
        return null;
      case tags.false:
        return false;
      case tags.true:
        return true;
      case tags.int16:
        return reader.int16();
      case tags.int32:
        return reader.int32();
      case tags.float64:
        return reader.float();
      case tags.bigint64:
        return reader.bigint64();
      case tags.bigint:
        return reader.bigint();
      case tags.reference:
        return this.#reference();
      default:
        return this.#object(tag);
    }
  }

  #object(tag: number): unknown {
    const reader = this.#reader;
    switch (tag) {
      case tags.object:
        return this.#properties(this.#begun({}));
      case tags.objectWithoutPrototype:
        return this.#properties(this.#begun(Object.create(null) as object));
      case tags.array:
        return this.#array();
      case tags.sparseArray:
        return this.#sparseArray();
      case tags.map:
        return this.#map();
      case tags.set:
        return this.#set();
      case tags.date:
        return this.#begun(new Date(reader.float()));
      case tags.regExp:
        return this.#regExp();
      case tags.url:
        return this.#begun(new URL(reader.string()));
      case tags.error:
        return this.#error();
      case tags.binary:
        return this.#binary();
      case tags.uuid:
        return this.#begun(Uuid.fromBytes(new Uint8Array(reader.binary())));
      case tags.registered:
        return this.#registered();
      default:
        throw new TypeError(`there is no kind of value with the number ${tag}`);
    }
  }

  /** Gives an object its number; parts that follow may refer to it. */
  #begun<Value extends object>(value: Value): Value {
    this.#objects.push(value);
    return value;
  }

  #reference(): unknown {
    const value = this.#objects[this.#reader.count()];
    if (value === undefined) throw new RangeError("it refers to an object that is not there");
    return value;
  }

  #name(): string {
    const number = this.#reader.count();
    const known = number === 0 ? this.#reader.string() : this.#names[number - 1];
    if (known === undefined) throw new RangeError("it refers to a name that is not there");
    if (number === 0) this.#names.push(known);
    return known;
  }

  #properties<Value extends object>(value: Value): Value {
    for (let left = this.#reader.size(); left > 0; left -= 1) {
      const name = this.#name();
      // Assigning to this one would set the prototype.
      if (name === "__proto__") define(value, name, this.#value(), true);
      else (value as Record<string, unknown>)[name] = this.#value();
    }
    return value;
  }

  #array(): unknown[] {
    const array: unknown[] = this.#begun([]);
    for (let left = this.#reader.size(); left > 0; left -= 1) array.push(this.#value());
    return array;
  }

  #sparseArray(): unknown[] {
    const array: unknown[] = this.#begun([]);
    array.length = this.#reader.count();
    return this.#properties(array);
  }

  #map(): Map<unknown, unknown> {
    const map = this.#begun(new Map<unknown, unknown>());
    for (let left = this.#reader.size(); left > 0; left -= 1) {
      const key = this.#value();
      map.set(key, this.#value());
    }
    return map;
  }

  #set(): Set<unknown> {
    const set = this.#begun(new Set<unknown>());
    for (let left = this.#reader.size(); left > 0; left -= 1) set.add(this.#value());
    return set;
  }

  #regExp(): RegExp {
    const source = this.#reader.string();
    const expression = this.#begun(new RegExp(source, this.#reader.string()));
    expression.lastIndex = this.#reader.count();
    return expression;
  }

  #error(): Error {
    const kind = errorKinds[this.#reader.byte()];
    if (kind === undefined) throw new TypeError("it holds an unknown kind of error");
    const error = this.#begun(kind.make());
    for (const name of Object.getOwnPropertyNames(error)) delete (error as unknown as Record<string, unknown>)[name];
    for (let left = this.#reader.size(); left > 0; left -= 1) {
      const name = this.#name();
      const enumerable = this.#reader.byte() === 1;
      define(error, name, this.#value(), enumerable);
    }
    return error;
  }

  #binary(): object {
    const kind = binaryKinds[this.#reader.byte()];
    if (kind === undefined) throw new TypeError("it holds an unknown kind of bytes");
    return this.#begun(kind.make(this.#reader.binary()));
  }

  #registered(): object {
    const name = this.#reader.string();
    const version = this.#reader.count();
    const codec = codecOfName(name);
    if (codec === undefined) throw new TypeError(`the codec ${JSON.stringify(name)} is not registered`);
    if (codec.version !== version) {
      throw new TypeError(`the codec ${JSON.stringify(name)} has version ${codec.version}, the value ${version}`);
    }
    // Its number is taken before the parts are read, and filled afterwards: no part can refer to it.
    const number = this.#objects.push(undefined) - 1;
    const value = codec.decode(this.#value());
    this.#objects[number] = value;
    return value;
  }
}

function define(target: object, name: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(target, name, { value, enumerable, writable: true, configurable: true });
}
