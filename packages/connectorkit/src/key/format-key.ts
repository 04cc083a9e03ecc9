import { keyProblem } from "./key-problem.ts";
import { notBare, notPrinting, otherKinds } from "./key-notation.ts";
import type { StableKey, StableKeyPath } from "./stable-key.ts";
import { symbolName } from "./symbol.ts";
import { Uuid } from "./uuid.ts";
import { isWellFormed } from "./well-formed.ts";

/**
 * The text of a key for people, which `parseKey` reads back: strings bare where that is unambiguous, else as JSON;
 * symbols as `@name`, bytes as `0x` and hexadecimal digits, a UUID as its 36 characters, a tuple as `[a,1]`.
 *
 * @throws KeyError (`KEY_INVALID`) when the value is not a key.
 */
export function formatKey(key: StableKey): string {
  switch (typeof key) {
    case "string":
      return formatText(key);
    case "symbol": {
      const name = symbolName(key);
      if (name === undefined) throw keyProblem(key);
      return `@${formatText(name)}`;
    }
    case "number":
      if (!Number.isSafeInteger(key)) throw keyProblem(key);
      return key === 0 ? "0" : String(key);
    case "boolean":
    case "bigint":
      return String(key);
    default:
      if (key === null) return "null";
      if (key instanceof Uint8Array) return `0x${Buffer.from(key).toString("hex")}`;
      if (Uuid.isInstance(key)) return key.toString();
      if (Array.isArray(key)) return `[${key.map(formatKey).join(",")}]`;
      throw keyProblem(key);
  }
}

/**
 * The text of a path for people: its parts joined by `/`, the root path `/` itself. `parseKeyPath` reads it back.
 * @throws KeyError (`KEY_INVALID`) when a part is not a key.
 */
export function formatKeyPath(parts: StableKeyPath): string {
  return parts.length === 0 ? "/" : parts.map(formatKey).join("/");
}

function formatText(text: string): string {
  if (!isWellFormed(text)) throw keyProblem(text);
  const bare = text !== "" && !text.startsWith("@") && !notBare.test(text) && !otherKinds.test(text);
  if (bare) return text;
  return JSON.stringify(text).replace(notPrinting, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeUnit(character.charCodeAt(index))).join(""),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
