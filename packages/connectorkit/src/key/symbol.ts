import { KeyError } from "../errors/key-error.ts";
import { isWellFormed } from "./well-formed.ts";

const prefix = "coco.key:";

/**
 * A key that no user data can collide with, for the fixed parts of a path: `symbol("process_file")`. The same name gives
 * the same symbol in every process and in every copy of this package.
 *
 * @param name - not empty, well formed; printed as `@name`.
 */
export function symbol(name: string): symbol {
  if (typeof name !== "string" || name === "" || !isWellFormed(name)) {
    throw new KeyError(`The name of a symbol key is a string that is not empty, not ${JSON.stringify(name)}`, {
      code: "KEY_INVALID",
    });
  }
  return Symbol.for(prefix + name);
}

/** The name that a symbol was made with by {@link symbol}; `undefined` for any other symbol. */
export function symbolName(key: symbol): string | undefined {
  const registered = Symbol.keyFor(key);
  return registered?.startsWith(prefix) === true ? registered.slice(prefix.length) : undefined;
}
