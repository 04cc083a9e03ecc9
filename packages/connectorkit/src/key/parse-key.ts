import { KeyError } from "../errors/key-error.ts";
import { notBare, otherKinds } from "./key-notation.ts";
import { maxKeyDepth } from "./key-tags.ts";
import type { StableKey, StableKeyPath } from "./stable-key.ts";
import { symbol } from "./symbol.ts";
import { Uuid } from "./uuid.ts";
import { isWellFormed } from "./well-formed.ts";

/**
 * Reads one key in the notation of `formatKey`.
 * @throws KeyError (`KEY_SYNTAX`) that names the position.
 */
export function parseKey(text: string): StableKey {
  const [key, ...rest] = parseKeys(text, undefined);
  if (key === undefined || rest.length > 0) throw syntax(text, 0, "one key is wanted");
  return key;
}

/**
 * Reads a path in the notation of `formatKeyPath`; `""` and `"/"` are the root path.
 * @throws KeyError (`KEY_SYNTAX`) that names the position.
 */
export function parseKeyPath(text: string): StableKeyPath {
  return text === "" || text === "/" ? [] : parseKeys(text, "/");
}

/**
 * Reads keys separated by commas, as in the KEY of `TARGETNAME:PART[,PART]`.
 * @throws KeyError (`KEY_SYNTAX`) that names the position.
 */
export function parseKeyList(text: string): readonly StableKey[] {
  return text === "" ? [] : parseKeys(text, ",");
}

function parseKeys(text: string, separator: string | undefined): StableKey[] {
  const parser = new KeyParser(text);
  const keys = [parser.key(0)];
  while (!parser.atEnd()) {
    if (separator === undefined || !parser.skip(separator)) parser.fail(`unexpected ${parser.next()}`);
    keys.push(parser.key(0));
  }
  return keys;
}

class KeyParser {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#offset >= this.#text.length;
  }

  next(): string {
    return this.atEnd() ? "end" : JSON.stringify(String.fromCodePoint(this.#text.codePointAt(this.#offset) as number));
  }

  skip(token: string): boolean {
    if (!this.#text.startsWith(token, this.#offset)) return false;
    this.#offset += token.length;
    return true;
  }

  fail(why: string): never {
    throw syntax(this.#text, this.#offset, why);
  }

  key(depth: number): StableKey {
    if (this.skip("[")) return this.#tuple(depth);
    if (this.skip("@")) return symbol(this.#string());
    if (this.#text[this.#offset] === '"') return this.#quoted();
    const start = this.#offset;
    const word = this.#word();
    return otherKinds.test(word) ? this.#otherKind(word, start) : word;
  }

  #tuple(depth: number): StableKey[] {
    if (depth >= maxKeyDepth) this.fail("tuples are nested too deep");
    const items: StableKey[] = [];
    if (this.skip("]")) return items;
    do items.push(this.key(depth + 1));
    while (this.skip(","));
    if (!this.skip("]")) this.fail(`"," or "]" is wanted, not ${this.next()}`);
    return items;
  }

  #string(): string {
    return this.#text[this.#offset] === '"' ? this.#quoted() : this.#word();
  }

  #word(): string {
    const rest = this.#text.slice(this.#offset);
    const end = rest.search(notBare);
    const word = end < 0 ? rest : rest.slice(0, end);
    if (word === "") this.fail(`a key is wanted, not ${this.next()}`);
    if (word.startsWith("@")) this.fail("a string that starts with @ is written in quotes");
    this.#offset += word.length;
    return word;
  }

  #quoted(): string {
    const literal = /^"(?:[^"\\]|\\.)*"/su.exec(this.#text.slice(this.#offset))?.[0];
    if (literal === undefined) this.fail("the closing quote is missing");
    let value: string;
    try {
      value = JSON.parse(literal) as string;
    } catch {
      this.fail("the quoted string is not valid JSON");
    }
    if (!isWellFormed(value)) this.fail("the quoted string holds a lone surrogate");
    if (value === "" && this.#text[this.#offset - 1] === "@") this.fail("the name of a symbol is not empty");
    this.#offset += literal.length;
    return value;
  }

  #otherKind(word: string, start: number): StableKey {
    switch (word) {
      case "null":
        return null;
      case "true":
        return true;
      case "false":
        return false;
    }
    if (/^-?(?:0|[1-9]\d*)$/.test(word)) {
      const number = Number(word);
      if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
      return BigInt(word);
    }
    if (/^0x(?:[0-9a-f]{2})*$/i.test(word)) return Uint8Array.from(Buffer.from(word.slice(2), "hex"));
    if (word.length === 36) return Uuid.parse(word);
    this.#offset = start;
    return this.fail(`${word} is ambiguous: a string is written "${word}"`);
  }
}

function syntax(text: string, offset: number, why: string): KeyError {
  return new KeyError(`${JSON.stringify(text)} is not a key path: at character ${offset + 1}, ${why}`, {
    code: "KEY_SYNTAX",
    hint: 'Parts are joined by "/". A string is bare, or JSON in double quotes; a symbol is @name, bytes 0x0aff, a tuple [a,1].',
  });
}
